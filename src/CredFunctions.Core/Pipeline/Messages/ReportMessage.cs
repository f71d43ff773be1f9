namespace CredFunctions.Pipeline.Messages;

/// <summary>Look at a file of the inbox: it arrived, it is next in its lane, or it stood still.</summary>
/// <param name="Source">The main account.</param>
/// <param name="Name">The file's name in the inbox.</param>
public sealed record ReportMessage(string Source, string Name);
