using System.Globalization;
using System.Text;

using CredFunctions.Reports;
using CredFunctions.Tests.Model;

using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace CredFunctions.Tests.Reports;

/// <summary>What is told by length and a comparison or two is told as the grammar tells it, however near to it a cell is.</summary>
public sealed class CellProperties
{
    private const string Alphabet = "00123456789--//:::.. TtZz+NnAaFfLlSsEeRrUu_pd'\t\u00A0\u3000\uFEFF\u200B\u00E9\u4E2D\u0001~";

    private static readonly string[] Words =
    [
        "TRUE", "FALSE", "true", "False", "N/A", "n/a", "-", "", "not_supported", "Not_Supported", "Active", "Disable", "Disabled", "inactive", "0", "7", "000000000",
        "0123456789", "AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE", "AKIDz8krbsJ5y", "null", "None", "NIL", "nullx",
    ];

    private static readonly string[] Formats =
    [
        "yyyy-MM-dd H:mm:ss", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd", "yyyy/M/d H:m", "yyyy-M-dTHH:mm:ss.FFFFFFF", "yyyy-MM-dd HH:mm:ssZ", "yyyy-MM-dd HH:mm:ss zzz",
    ];

    private static readonly Gen<string> AnyTime =
        from format in Gen.Elements(Formats)
        from days in Gen.OneOf(Gen.Choose(0, 3_652_058), Gen.Choose(730_000, 745_000))
        from seconds in Gen.Choose(0, 86_399)
        select DateTime.MinValue.AddDays(days).AddSeconds(seconds).ToString(format, CultureInfo.InvariantCulture);

    // A text as it should be, and up to three characters put in, taken out or changed.
    private static readonly Arbitrary<string> AnyCell = (
        from text in Gen.OneOf(Gen.Elements(Words), AnyTime)
        from count in Gen.Choose(0, 3)
        from changes in Gen.ArrayOf(Change(), count)
        select changes.Aggregate(text, (changed, change) => change(changed))).ToArbitrary();

    [Property(MaxTest = 20_000)]
    public Property Every_cell_is_read_by_the_wording() => Prop.ForAll(AnyCell, text =>
    {
        var cell = Encoding.UTF8.GetBytes(text);
        CellCode.Flag(CellParser.Flag(cell)).Should().Be(Flag(CellModel.Flag(text)), text);
        CellCode.Flag(CellParser.FlagOrCount(cell)).Should().Be(Flag(CellModel.AbnormalLogins(text)), text);
        CellCode.Status(CellParser.Status(cell)).Should().Be(Status(CellModel.KeyStatus(text)), text);
        CellCode.StateOf(CellParser.SecretId(cell)).Should().Be(StateOf(CellModel.SecretId(text)), text);
    });

    [Property(MaxTest = 20_000)]
    public Property Every_time_is_read_by_the_wording() => Prop.ForAll(AnyCell, Gen.Elements(8, 0, -14, 14).ToArbitrary(), (text, hours) =>
    {
        var zone = TimeSpan.FromHours(hours);
        var cell = Encoding.UTF8.GetBytes(text);
        AsCell(CellParser.Time(cell, zone.Ticks, out var ticks), ticks).Should().Be(Time(CellModel.Time(text, zone)), text);
        AsCell(CellParser.TimeOrFalse(cell, zone.Ticks, out ticks), ticks).Should().Be(Time(CellModel.PasswordLastRotation(text, zone)), text);
    });

    private static CellState StateOf(CellModel cell) => cell.State switch
    {
        CellStateModel.Value => CellState.Value,
        CellStateModel.NotApplicable => CellState.NotApplicable,
        CellStateModel.NotSupported => CellState.NotSupported,
        _ => CellState.Unrecognised,
    };

    private static Cell<bool> Flag(CellModel cell) => new(StateOf(cell), cell.IsTrue);

    private static Cell<KeyStatus> Status(CellModel cell) => new(StateOf(cell), cell.Value is "disabled" ? KeyStatus.Disabled : KeyStatus.Active);

    private static Cell<DateTimeOffset> Time(CellModel cell) =>
        cell.Ticks is { } ticks ? Cell<DateTimeOffset>.Of(new DateTimeOffset(ticks, TimeSpan.Zero)) : new Cell<DateTimeOffset>(StateOf(cell));

    private static Cell<DateTimeOffset> AsCell(byte code, long ticks)
    {
        (CellCode.StateOf(code) is CellState.Value).Should().Be(ticks != Account.NoTime);
        return ticks == Account.NoTime ? new Cell<DateTimeOffset>(CellCode.StateOf(code)) : Cell<DateTimeOffset>.Of(new DateTimeOffset(ticks, TimeSpan.Zero));
    }

    private static Gen<Func<string, string>> Change() =>
        from at in Gen.Choose(0, 40)
        from character in Gen.Elements(Alphabet.ToCharArray())
        from kind in Gen.Choose(0, 2)
        select (Func<string, string>)(text => Changed(text, at % (text.Length + 1), character, kind));

    private static string Changed(string text, int at, char character, int kind)
    {
        var rest = kind is 0 || at == text.Length ? text[at..] : text[(at + 1)..];
        return kind is 1 ? text[..at] + rest : text[..at] + character + rest;
    }
}
