namespace CredFunctions.Ports;

/// <summary>Recognises the transient failures of one service: it is throttling, restarting or unreachable.</summary>
public interface ITransientFailures
{
    bool Include(Exception failure);
}
