namespace CredFunctions.Embedded.State;

/// <summary>A statement for several rows and for one.</summary>
/// <param name="Many">For <see cref="Several.Rows"/> rows.</param>
/// <param name="One">For one.</param>
internal sealed record SeveralText(string Many, string One)
{
    public static SeveralText Of(Func<int, string> text) => new(text(Several.Rows), text(1));
}
