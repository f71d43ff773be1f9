namespace CredFunctions.Rules;

/// <summary>The controls, by the family of rules that speaks to them.</summary>
internal static class ControlFamilies
{
    public static IReadOnlyList<Control> KeyRotation { get; } =
    [
        Published("CIS AWS Foundations 6", "2.12"), Published("CIS AWS Foundations 7", "2.13"), Published("CIS Alibaba Cloud", "1.6"),
        Published("NIST SP 800-53", "AC-2(1)"), Published("PCI DSS 4", "8.3.9"), Published("PCI DSS 4", "8.6.3"),
        Published("ISO 27001:2022", "A.5.15"),
    ];

    public static IReadOnlyList<Control> Unused { get; } =
    [
        Published("CIS AWS Foundations", "2.11"), Published("NIST SP 800-53", "AC-2(3)"), Published("PCI DSS 4", "8.2.6"),
        Published("MLPS 2.0", "superfluous and expired accounts"),
    ];

    public static IReadOnlyList<Control> StrongLogin { get; } =
    [
        Published("CIS AWS Foundations 6", "2.9"), Published("CIS AWS Foundations 7", "2.10"), Published("CIS Alibaba Cloud", "1.4"),
        Published("PCI DSS 4", "8.4.1"), Published("PCI DSS 4", "8.4.2"), Published("PCI DSS 4", "8.4.3"),
        Published("ISO 27001:2022", "A.5.17"), Published("ISO 27001:2022", "A.8.5"),
    ];

    public static IReadOnlyList<Control> PasswordAge { get; } = [Published("MLPS 2.0", "identity authentication, periodic change")];

    public static IReadOnlyList<Control> Monitoring { get; } = [Ours("NIST SP 800-53", "SI-4"), Ours("NIST SP 800-53", "AU-6")];

    public static IReadOnlyList<Control> LeastPrivilege { get; } = [Ours("NIST SP 800-53", "AC-6")];

    public static IReadOnlyList<Control> None { get; } = [];

    private static Control Published(string standard, string id) => new(standard, id, ControlSource.Published);

    private static Control Ours(string standard, string id) => new(standard, id, ControlSource.Ours);
}
