using System.Text.Json;

using CredFunctions.Findings;

namespace CredFunctions.Evidence;

/// <summary><c>accounts.jsonl</c>: an account a line, with every verdict. What a line does not name did not apply.</summary>
internal sealed class AccountLines(EvidenceText text) : IEvidenceFormat, IDisposable
{
    private readonly Utf8JsonWriter json = new(text, new JsonWriterOptions { Encoder = JsonText.Encoder, SkipValidation = true });

    public void Add(EvidenceAccount account)
    {
        json.Reset();
        Write(account);
        json.Flush();
        text.Write("\n"u8);
    }

    public Task EndAsync(RunResult result, CancellationToken cancellation) => Task.CompletedTask;

    public void Dispose() => json.Dispose();

    private void Write(EvidenceAccount account)
    {
        var state = account.State;
        json.WriteStartObject();
        json.WriteString("accountId"u8, state.AccountId);
        json.WriteString("username"u8, state.Username);
        json.WriteString("userType"u8, state.UserType);
        json.WriteString("profile"u8, state.Profile.Name());
        json.WriteEndObject();
    }
}
