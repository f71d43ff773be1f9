namespace CredFunctions.Ports;

/// <summary>Knows the failures of one outside service that pass by themselves: it is throttling, restarting or out of reach.</summary>
public interface ITransientFailures
{
    bool Include(Exception failure);
}
