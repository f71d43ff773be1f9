using CredFunctions.Channels.Samples;
using CredFunctions.Channels.Wording;
using CredFunctions.Findings;
using CredFunctions.Notifications;

namespace CredFunctions.Tests.Notifications;

public sealed class NotAssessedWordingTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 1, 6, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Title_and_subject_begin_with_what_could_not_be_assessed()
    {
        var text = NotificationWording.Of(Sample("digest-not-assessed"), Now);

        text.Title.Should().Be("sample: 352 checks could not be assessed: MFADeviceActive reads WAHR, LoginProtectionActive reads FALSCH and 1 more column");
        text.Subject.Should().Be($"[CredFunctions] {text.Title}");
        text.IsTrouble.Should().BeTrue();
        text.Paragraphs.Should().Contain("A check that could not be assessed is not passed. Download the report again from the console and do not re-save it in a spreadsheet.")
            .And.Contain("By column: MFADeviceActive reads WAHR (204 checks), LoginProtectionActive reads FALSCH (102 checks), Last Console Login Time reads 25.10.2026 14:50 (46 checks).");
        $"{text.Title} {text.Subject}".Should().NotContain("nothing changed");
    }

    [Fact]
    public void What_changed_follows()
    {
        NotificationWording.Of(Blind(Sample("digest")), Now).Title.Should().Be("sample: 1 check could not be assessed: MFADeviceActive reads WAHR; critical, 2 opened, 1 reopened, 1 raised, 1 exception ended, 2 changes, 1 resolved");
        NotificationWording.Of(Blind(Sample("digest")), Now).Subject.Should().Contain("sample: 1 check could not be assessed: MFADeviceActive reads WAHR; critical, 2 opened");
        NotificationWording.Of(Blind(Sample("baseline")), Now).Title.Should().Be("sample: 1 check could not be assessed: MFADeviceActive reads WAHR; critical, first report, 47 open findings");
    }

    [Fact]
    public void The_text_of_a_cell_is_inert() =>
        NotificationWording.Of(Blind(Sample("digest"), "reads <at>https://evil.example"), Now).Title.Should().NotContain("<at>").And.NotContain("://");

    private static Notification Sample(string name) => SampleNotifications.All(Now).Single(sample => sample.Name == name).Notification;

    private static Notification Blind(Notification digest, string example = "reads WAHR") => digest with
    {
        Content = digest.Content with
        {
            Figures = digest.Content.Figures! with { NotAssessed = 1, NotAssessedColumns = [new UnassessedColumn("MFADeviceActive", 1, example)] },
        },
    };
}
