namespace CredFunctions.Azure.Messages;

/// <summary>Recognises the transient failures of one service: it is throttling, restarting or unreachable.</summary>
public interface ITransientFailures
{
    bool Include(Exception failure);
}
