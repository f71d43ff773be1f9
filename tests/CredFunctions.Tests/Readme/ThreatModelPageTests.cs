using System.Globalization;

using CredFunctions.Accounts;
using CredFunctions.Channels.Mail;
using CredFunctions.Channels.Teams;
using CredFunctions.Findings;
using CredFunctions.Notifications;
using CredFunctions.Pipeline;
using CredFunctions.Reports;
using CredFunctions.Tests.Building;

namespace CredFunctions.Tests.Readme;

public sealed class ThreatModelPageTests
{
    private static readonly string Page = File.ReadAllText(RepositoryFile.At("docs/threat-model.md"));

    public static TheoryData<string, string> Limits => new()
    {
        { "a field", Text($"{ReportRows.MaxFieldLength:N0} bytes of UTF-8") },
        { "a row", Text($"{ReportRows.MaxRowLength:N0} bytes") },
        { "unreadable rows with their reason", Text($"the first {ReportReader.MaxListedUnreadableRows:N0};") },
        { "a user name", Text($"{Assessment.MaxUsernameLength} characters are kept, {NotificationItem.MaxUsername} stand in a notification") },
        { "findings in a notification", Text($"{NotificationContent.MaxItems}; a mail attaches the whole list up to {WholeList.MaxBytes / (1024 * 1024)} MiB") },
        { "a card of Teams", Text($"{TeamsCard.MaxBytes:N0} bytes") },
        { "files purged by one sweep", Text($"{Purge.Most:N0}") },
    };

    [Theory]
    [MemberData(nameof(Limits))]
    public void Page_gives_each_limit_as_the_code_has_it(string what, string limit) => Page.Should().Contain($"| {what} | {limit}");

    [Theory]
    [InlineData("README.md", "docs/threat-model.md")]
    [InlineData("README.md", "SECURITY.md")]
    [InlineData("README.md", "docs/backup.md")]
    [InlineData("SECURITY.md", "docs/threat-model.md")]
    [InlineData("docs/threat-model.md", "../SECURITY.md")]
    [InlineData("docs/embedded.md", "backup.md")]
    [InlineData("docs/embedded.md", "threat-model.md")]
    public void A_reader_finds_the_way(string from, string to) => File.ReadAllText(RepositoryFile.At(from)).Should().Contain($"({to}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
