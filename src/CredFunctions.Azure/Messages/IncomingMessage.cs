namespace CredFunctions.Azure.Messages;

/// <summary>A message as a broker delivers it.</summary>
/// <param name="Body">The bytes; null when the message has a body of another kind, as an AMQP value.</param>
/// <param name="DeliveryCount">How often it was delivered, this time included.</param>
public readonly record struct IncomingMessage(ReadOnlyMemory<byte>? Body, int DeliveryCount);
