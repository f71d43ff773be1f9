namespace CredFunctions.Azure.Messages;

/// <summary>What came of reading a body: a message, or what is wrong with it.</summary>
/// <param name="Message">The message; null where the body is none.</param>
/// <param name="Fault">What is wrong with the body, in a sentence without any of its text.</param>
public readonly record struct Decoded<TMessage>(TMessage? Message, string? Fault)
    where TMessage : class;
