namespace CredFunctions.Rules;

/// <summary>A control of a standard for which a rule is evidence. The lists are those of the families of rules.</summary>
/// <param name="Standard">Such as <c>PCI DSS 4</c>.</param>
/// <param name="Source">Whether the mapping is published or ours.</param>
public sealed record Control(string Standard, string Id, ControlSource Source)
{
    internal static IReadOnlyList<Control> KeyRotation { get; } =
    [
        Published("CIS AWS Foundations 6", "2.12"), Published("CIS AWS Foundations 7", "2.13"), Published("CIS Alibaba Cloud", "1.6"),
        Published("NIST SP 800-53", "AC-2(1)"), Published("PCI DSS 4", "8.3.9"), Published("PCI DSS 4", "8.6.3"),
        Published("ISO 27001:2022", "A.5.15"),
    ];

    internal static IReadOnlyList<Control> Unused { get; } =
    [
        Published("CIS AWS Foundations", "2.11"), Published("NIST SP 800-53", "AC-2(3)"), Published("PCI DSS 4", "8.2.6"),
        Published("MLPS 2.0", "superfluous and expired accounts"),
    ];

    internal static IReadOnlyList<Control> StrongLogin { get; } =
    [
        Published("CIS AWS Foundations 6", "2.9"), Published("CIS AWS Foundations 7", "2.10"), Published("CIS Alibaba Cloud", "1.4"),
        Published("PCI DSS 4", "8.4.1"), Published("PCI DSS 4", "8.4.2"), Published("PCI DSS 4", "8.4.3"),
        Published("ISO 27001:2022", "A.5.17"), Published("ISO 27001:2022", "A.8.5"),
    ];

    internal static IReadOnlyList<Control> PasswordAge { get; } = [Published("MLPS 2.0", "identity authentication, periodic change")];
    internal static IReadOnlyList<Control> Monitoring { get; } = [Ours("NIST SP 800-53", "SI-4"), Ours("NIST SP 800-53", "AU-6")];
    internal static IReadOnlyList<Control> LeastPrivilege { get; } = [Ours("NIST SP 800-53", "AC-6")];

    private static Control Published(string standard, string id) => new(standard, id, ControlSource.Published);

    private static Control Ours(string standard, string id) => new(standard, id, ControlSource.Ours);
}

/// <summary>Who published that a rule is evidence for a control.</summary>
public enum ControlSource : byte
{
    /// <summary>A published mapping of the same check.</summary>
    Published,

    /// <summary>This project's own reading; no benchmark for Tencent Cloud was found.</summary>
    Ours,
}
