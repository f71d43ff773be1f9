using System.Text.RegularExpressions;

using CredFunctions.Accounts;
using CredFunctions.Channels.Samples;
using CredFunctions.Channels.Wording;
using CredFunctions.Languages;
using CredFunctions.Notifications;
using CredFunctions.Policy;
using CredFunctions.Reports;
using CredFunctions.Rules;
using CredFunctions.Tests.Building;
using CredFunctions.Tests.Rules;

using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace CredFunctions.Tests.Languages;

public sealed partial class TranslationTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 2, 4, 0, 0, TimeSpan.Zero);
    private static readonly Translation Chinese = Translation.To(Language.Chinese);

    [Theory]
    [InlineData("Access key 1 (AKIDz8kr…MPLE) is 400 days old; it should be rotated after 90.", "访问密钥 1（AKIDz8kr…MPLE）已存在 400 天；应在 90 天后轮换。")]
    [InlineData("acme: high, 2 opened, 1 resolved", "acme：高危，新增 2 项，已解决 1 项")]
    [InlineData("What nobody has translated", "What nobody has translated")]
    public void A_sentence_is_put_into_Chinese_with_what_stands_in_it(string english, string chinese) =>
        Chinese.Of(english).Should().Be(chinese);

    [Fact]
    public void English_stays_as_it_is() => Translation.To(Language.English).Of("What to do").Should().Be("What to do");

    [Fact]
    public void Every_translation_fills_the_holes_of_its_sentence()
    {
        foreach (var (english, chinese) in Translation.Entries("zh-CN.json"))
        {
            Holes(chinese).Should().BeEquivalentTo(Holes(english), english);
            LettersIn(chinese).Should().BeTrue($"\"{chinese}\" has no Chinese");
        }
    }

    [Fact]
    public void Every_rule_has_its_title_its_reason_and_its_remedy_in_Chinese()
    {
        var entries = Translation.Entries("zh-CN.json");
        foreach (var rule in RuleCatalogue.All)
            entries.Keys.Should().Contain([rule.Title, rule.Why, rule.Remediation], rule.Id);
        entries.Keys.Should().Contain(RuleCatalogue.NotCovered);
    }

    [Property(MaxTest = 1000)]
    public Property Every_message_of_a_rule_is_Chinese() => Prop.ForAll(CatalogueProperties.AnyRow.ToArbitrary(), row =>
    {
        foreach (var message in Messages(row))
            EnglishIn(Chinese.Of(message)).Should().BeEmpty(message);
    });

    public static TheoryData<string> Samples => [.. SampleNotifications.All(Now).Select(each => each.Name)];

    [Theory]
    [MemberData(nameof(Samples))]
    public void Every_sentence_of_a_notification_is_Chinese(string sample)
    {
        var notification = SampleNotifications.All(Now).Single(each => each.Name == sample).Notification.In(Language.Chinese);

        var text = NotificationWording.Of(notification, Now);

        string[] words =
        [
            text.Title, text.Summary, .. text.Paragraphs, .. text.Remarks,
            .. text.Facts.Select(fact => fact.Name), .. text.Facts.Where(fact => fact.Name != "负责人").Select(fact => fact.Value),
            .. text.Remedies.SelectMany(remedy => new[] { remedy.Title, remedy.Text }), .. text.Actions.Select(action => action.Title),
            .. text.Sections.SelectMany(section => new[] { section.Heading, section.MoreLinesText ?? "" }),
            .. text.Sections.SelectMany(section => section.Lines).SelectMany(line => new[] { line.Level, line.Text }),
            .. text.Sections.SelectMany(section => section.Groups).SelectMany(group => new[] { group.Level, group.Word, group.Title, group.Size, group.Names(5) }),
            .. text.Sections.SelectMany(section => section.Groups).SelectMany(group => group.Items)
                .SelectMany(item => new[] { item.Level, item.Word, item.Title, item.Message, item.Key, item.Since, item.Note ?? "" }),
            text.MoreText ?? "",
        ];
        // They quote a file or the policy.
        string?[] quoted =
        [
            notification.Kind is NotificationKind.PolicyUnreadable ? notification.Content.Reason : null,
            "Kept until the logs of the last quarter are read",
            .. notification.Kind is NotificationKind.ExceptionEnding or NotificationKind.ExceptionEnded ? notification.Content.Remarks : [],
        ];
        foreach (var sentence in words)
        {
            var rest = quoted.OfType<string>().Select(InertText.Of).SelectMany(quote => new[] { quote, Chinese.Of(quote) })
                .Aggregate(sentence, (left, quote) => left.Replace(quote, "", StringComparison.Ordinal));
            EnglishIn(rest).Should().BeEmpty(sentence);
        }
    }

    // The option of the engine is added to commands, and the names of accounts are no words.
    [Theory]
    [InlineData("1 notification to channel chat is unconfirmed: its answer was lost, so it may not have arrived. \"credfunctions replay ab12cd34\" sends it again.")]
    [InlineData("3 notifications to channel chat are unconfirmed: their answers were lost, so they may not have arrived. \"credfunctions history SOURCE\" lists them, \"credfunctions replay ID\" sends one again.")]
    [InlineData("Its as-of was changed to 2026-11-01 12:00 +08:00, which is earlier than 2026-11-02 12:00 +08:00, as of which it was recorded: withdraw that report with \"credfunctions withdraw ab12cd34\"; then this upload is read as of its new time.")]
    [InlineData("After 4 hours 2 of 5 parts could not be recorded.")]
    [InlineData("After 1 minute 1 of 1 part could not be recorded.")]
    [InlineData("After 30 minutes some of its accounts could not be recorded.")]
    [InlineData("It has the same content as the report of 2026-11-01 12:00 +08:00; it would open 3 and resolve 1 finding.")]
    [InlineData("1 known account is missing from it; no account counts as gone while rows cannot be read.")]
    [InlineData("\"a.csv\" was last modified in the future, at 2026-11-09 12:00 +08:00, so it is judged as of its arrival, 2026-11-01 12:00 +08:00.")]
    public void A_reason_or_a_remark_is_Chinese_with_the_records_of_the_engine(string sentence)
    {
        var digest = SampleNotifications.All(Now).Single(each => each.Name == "digest").Notification.In(Language.Chinese);
        var notification = digest with { Content = digest.Content with { Remarks = [sentence] } };

        var remark = NotificationWording.Of(notification, Now, SampleNotifications.Records).Remarks[0];

        EnglishIn(remark.Replace("chat", "", StringComparison.Ordinal)).Should().BeEmpty(remark);
    }

    // One line each: what ReportFile, ReportHeader, ReportRows and ReportReader reject a report with.
    [Theory]
    [MemberData(nameof(Rejected))]
    public void Why_a_report_is_rejected_is_Chinese(byte[] report)
    {
        var reason = Reading.Refused(report).Reason;

        var columns = Columns.All.Select(Columns.NameOf).OrderByDescending(name => name.Length);
        var chinese = columns.Aggregate(Chinese.Of($"Line 3: {reason}"), (left, name) => left.Replace(name, "", StringComparison.Ordinal));
        EnglishIn(FileFormat().Replace(chinese, "")).Should().BeEmpty(reason);
    }

    public static TheoryData<byte[]> Rejected()
    {
        var header = Report.Header;
        return new TheoryData<byte[]>(
            [], [(byte)'P', (byte)'K', 3, 4], [0xD0, 0xCF, 0x11, 0xE0], [0xFF, 0xFE, 0x00, 0xD8], [0xC3, 0x28, 0xFF], "a\0b"u8.ToArray(), "\n\n"u8.ToArray(),
            Bytes("Account\n1\n"), Bytes(header), Bytes(header + "," + header + "\n"), Bytes(header + "\nshort\n"), Bytes(header + "\nshort\nshort\n"),
            Bytes(header + "\n\"open\n"), Bytes("\"a\"b," + header + "\n1\n"));

        static byte[] Bytes(string text) => System.Text.Encoding.UTF8.GetBytes(text);
    }

    [Theory]
    [InlineData("machine (100000000001)")]
    [InlineData("Owner (100000000001)")]
    [InlineData("high (100000000001) and 3 more")]
    public void A_user_name_that_is_an_English_word_stays(string names) =>
        Chinese.Of($"Console login without MFA: {names}").Should().Contain(names.Split(' ')[0]);

    [Fact]
    public void A_text_of_many_parts_is_taken_apart_once() =>
        Chinese.Of(string.Concat(Enumerable.Repeat("x: ", 100)) + "high").Should().EndWith("高危");

    [Fact]
    public void The_message_of_every_change_is_Chinese()
    {
        string[] messages =
        [
            "Access key AKIDz8kr…MPLE was created.", "Access key AKIDz8kr…MPLE was deleted.", "Access key AKIDz8kr…MPLE was enabled again.",
            "Access key AKIDz8kr…MPLE was used again after a long silence.", "Console login was turned on.", "The MFA device was removed.",
            "Login protection was turned off.", "Operation protection was turned off.", "The user type changed.", "The account is new.", "The account is gone.",
        ];
        messages.Should().HaveCount(AccountChange.All.Count);
        foreach (var message in messages)
            EnglishIn(Chinese.Of(message)).Should().BeEmpty(message);
    }

    private static List<string> Messages(AccountRow row) => Reading.Account(row, account =>
    {
        var facts = Judged.FactsOf(AccountRow.AsOf, AssessmentPolicy.Default);
        facts.Turn(account);
        return RuleCatalogue.Checks.Select(check => check.Rule.Judge(facts, check.Subject))
            .Where(verdict => verdict.Outcome is CredFunctions.Rules.Outcome.Fail)
            .Select(verdict => verdict.Rule.Explain(facts, verdict.Subject)).ToList();
    });

    private static IEnumerable<string> Holes(string sentence) => Hole().Matches(sentence).Select(match => match.Groups["number"].Value);

    private static bool LettersIn(string chinese) => chinese.Any(character => character is >= '一' and <= '鿿') || PunctuationOnly().IsMatch(chinese);

    // Names of the product, of its commands, files and columns, ids and masks stay as they are.
    internal static IEnumerable<string> EnglishIn(string sentence) => Word().Matches(Kept().Replace(sentence, "")).Select(match => match.Value);

    [GeneratedRegex("""\{(?<number>\d)[!_#]?\}""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Hole();

    // Patterns that only join what is translated itself.
    [GeneratedRegex("""^[^A-Za-z]+$""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex PunctuationOnly();

    [GeneratedRegex("""Excel|ZIP|CSV|UTF-\d+|NUL|MiB""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex FileFormat();

    [GeneratedRegex("""[A-Za-z]{3,}""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Word();

    [GeneratedRegex("""credfunctions [^。；，]*|--\w+|[\w.-]+@[\w.-]+|\S*\.(csv|json|example)\S*|AKID\S*|\bMFA\w*|\bSecretId\b|\bCAM\b|\bAPI\b|CloudAudit|[A-Z][a-z]+[A-Z]\w*|Last Console Login Time|accept=departures|UTC\S*|GB18030|\p{L}*[-_.]\S*|\bsample\b|\bpartner\b|WAHR|FALSCH|CredFunctions|SOURCE|DIR|ACCOUNT|ID""",
        RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Kept();
}
