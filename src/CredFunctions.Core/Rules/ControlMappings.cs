using static CredFunctions.Rules.ControlSource;

namespace CredFunctions.Rules;

/// <summary>The controls of each rule.</summary>
internal static class ControlMappings
{
    private const string Cis = "CIS AWS Foundations";
    private const string CisAlibaba = "CIS Alibaba Cloud Foundations";
    private const string Config = "Tencent Cloud Config";
    private const string Nist = "NIST SP 800-53";
    private const string Pci = "PCI DSS";
    private const string Iso = "ISO/IEC 27001";
    private const string Soc = "SOC 2";
    private const string Mlps = "MLPS 2.0";
    private const string MlpsLevel3 = "GB/T 22239-2019 level 3";

    private const string Prowler = "prowler-cloud/prowler, prowler/compliance/";
    private const string ReadCis6 = Prowler + "aws/cis_6.0_aws.json";
    private const string ReadCis7 = Prowler + "aws/cis_7.0_aws.json";
    private const string ReadCisAlibaba = Prowler + "alibabacloud/cis_2.0_alibabacloud.json";
    private const string ReadNist = Prowler + "aws/nist_800_53_revision_5_aws.json";
    private const string ReadPci = Prowler + "aws/pci_4.0_aws.json";
    private const string ReadIso = Prowler + "aws/iso27001_2022_aws.json";
    private const string ReadSoc = Prowler + "aws/soc2_aws.json";
    private const string ReadPciText = "turbot/steampipe-mod-aws-compliance, pci_dss_v40/requirement_8.pp";
    private const string ReadConfig = "tencentcloud.com, document/product/1164/";
    private const string ReadConfigTitle = ReadConfig + "58298 (the rule's title)";
    private const string ReadMlps = "quotations of the clause in public repositories; the standard itself was not read";

    private static readonly ControlBound Days45 = ControlBound.Of(45);
    private static readonly ControlBound Days90 = ControlBound.Of(90);

    private static readonly Control UnusedCis6 =
        new(Cis, "6.0", "CIS 2.11", "credentials unused for 45 days or more are disabled", Days45, ReadCis6);

    private static readonly Control UnusedCis7 =
        new(Cis, "7.0", "CIS 2.11", "credentials unused for 45 days or more are disabled", Days45, ReadCis7);

    private static readonly Control DisableAccounts =
        new(Nist, "r5", "NIST AC-2(3)", "accounts are disabled after a time without activity", ControlBound.OfPolicy, ReadNist);

    private static readonly Control Superfluous =
        new(Mlps, MlpsLevel3, "MLPS 8.1.4.2 c)", "superfluous and expired accounts are deleted or disabled in time",
            ControlBound.OfPolicy, ReadMlps);

    private static readonly Control Lifecycle =
        new(Iso, "2022", "ISO A.5.16", "the whole life of identities is managed", ControlBound.OfPolicy, ReadIso);

    private static readonly Control AccessRights =
        new(Iso, "2022", "ISO A.5.18", "access rights are reviewed and removed", ControlBound.OfPolicy, ReadIso);

    private static readonly Control RemovedCredentials =
        new(Soc, "2017", "SOC2 CC6.2", "credentials are removed when access is no longer authorized", ControlBound.OfPolicy, ReadSoc);

    private static readonly Control TwoFactors =
        new(Mlps, MlpsLevel3, "MLPS 8.1.4.1 d)", "users are identified by two or more factors, one of them cryptographic",
            ControlBound.None, ReadMlps);

    private static readonly Control SecureAuthentication =
        new(Iso, "2022", "ISO A.8.5", "authentication is secure", ControlBound.None, ReadIso);

    private static readonly Control LogicalAccess =
        new(Soc, "2017", "SOC2 CC6.1", "logical access to protected assets is restricted", ControlBound.None, ReadSoc);

    private static readonly Control PasswordLifetime =
        new(Pci, "4.0", "PCI 8.3.9", "passwords that are the only factor are changed every 90 days", Days90, ReadPciText);

    private static readonly Control Monitor =
        new(Nist, "r5", "NIST SI-4", "systems are monitored for attacks and unauthorized connections", ControlBound.None, ReadNist);

    private static readonly Control LeastPrivilege =
        new(Nist, "r5", "NIST AC-6", "accounts get no more access than their tasks need", ControlBound.None, ReadNist);

    public static IReadOnlyList<ControlMapping> KeyRotation { get; } =
    [
        Exact(new(Cis, "6.0", "CIS 2.13", "access keys are rotated every 90 days or less", Days90, ReadCis6), Published),
        Exact(new(Cis, "7.0", "CIS 2.12", "access keys are rotated every 90 days or less", Days90, ReadCis7), Published),
        Exact(new(CisAlibaba, "2.0", "CIS 1.6", "access keys are rotated every 90 days or less", Days90, ReadCisAlibaba), Published),
        Exact(
            new(Config, "2024-03", "Config cam-user-ak-rotated", "keys are rotated within 90 days", Days90, ReadConfig + "51514"),
            Published),
        Partial(
            new(Nist, "r5", "NIST AC-2(1)", "accounts are managed by automated means", ControlBound.OfPolicy, ReadNist), Published),
        Partial(
            new(Pci, "4.0", "PCI 8.6.3", "passwords of systems are changed as often as the risk analysis says", ControlBound.OfPolicy,
                ReadPci), Published),
        Partial(new(Iso, "2022", "ISO A.5.15", "access is controlled by rules", ControlBound.OfPolicy, ReadIso), Published),
    ];

    public static IReadOnlyList<ControlMapping> SecondKey { get; } =
    [
        Exact(new(Cis, "6.0", "CIS 2.12", "a user has only one active access key", ControlBound.Of(0), ReadCis6), Published),
    ];

    public static IReadOnlyList<ControlMapping> UnusedKey { get; } =
    [
        Exact(UnusedCis6, Published), Exact(UnusedCis7, Published), Partial(DisableAccounts, Published), Partial(AccessRights, Ours),
        Partial(RemovedCredentials, Ours),
    ];

    public static IReadOnlyList<ControlMapping> UnusedConsole { get; } =
    [
        .. UnusedKey,
        Exact(
            new(CisAlibaba, "2.0", "CIS 1.5", "users not logged on for 90 days or longer are disabled for console logon", Days90,
                ReadCisAlibaba), Published),
        Exact(
            new(Config, "2024-03", "Config cam-user-logged-in", "users have logged in within 90 days", Days90, ReadConfig + "51515"),
            Published),
    ];

    public static IReadOnlyList<ControlMapping> Dormant { get; } =
    [
        Exact(
            new(Pci, "4.0", "PCI 8.2.6", "inactive accounts are removed or disabled within 90 days", Days90, ReadPciText), Published),
        Exact(DisableAccounts, Published), Partial(Superfluous, Ours), Partial(Lifecycle, Ours), Partial(RemovedCredentials, Ours),
    ];

    public static IReadOnlyList<ControlMapping> Empty { get; } = [Partial(Superfluous, Ours), Partial(Lifecycle, Ours)];

    public static IReadOnlyList<ControlMapping> Mfa { get; } =
    [
        Exact(new(Cis, "6.0", "CIS 2.9", "MFA is enabled for users with a console password", ControlBound.None, ReadCis6), Published),
        Exact(new(Cis, "7.0", "CIS 2.10", "MFA is enabled for users with a console password", ControlBound.None, ReadCis7), Published),
        Exact(
            new(CisAlibaba, "2.0", "CIS 1.4", "MFA is enabled for users with a console password", ControlBound.None, ReadCisAlibaba),
            Published),
        Exact(new(Nist, "r5", "NIST IA-2(1)", "privileged accounts use MFA", ControlBound.None, ReadNist), Published),
        Exact(new(Nist, "r5", "NIST IA-2(2)", "non-privileged accounts use MFA", ControlBound.None, ReadNist), Published),
        Partial(new(Pci, "4.0", "PCI 8.4.1", "administrative access uses MFA", ControlBound.None, ReadPci), Published),
        Partial(new(Pci, "4.0", "PCI 8.4.2", "all access to cardholder data uses MFA", ControlBound.None, ReadPci), Published),
        Partial(new(Pci, "4.0", "PCI 8.4.3", "remote access from outside uses MFA", ControlBound.None, ReadPci), Published),
        Partial(
            new(Iso, "2022", "ISO A.5.17", "authentication information is managed", ControlBound.None, ReadIso), Published),
        Partial(SecureAuthentication, Published), Partial(TwoFactors, Ours), Partial(LogicalAccess, Ours),
    ];

    public static IReadOnlyList<ControlMapping> LoginProtection { get; } =
    [
        Partial(
            new(Config, "2024-03", "Config cam-account-login-mfa-enabled", "users verify a second factor at login", ControlBound.None,
                ReadConfigTitle), Ours),
        Partial(TwoFactors, Ours), Partial(LogicalAccess, Ours),
    ];

    public static IReadOnlyList<ControlMapping> OperationProtection { get; } =
    [
        Exact(
            new(Config, "2024-03", "Config cam-account-action-mfa-enabled", "users verify a second factor at sensitive operations",
                ControlBound.None, ReadConfig + "51505"), Published),
        Partial(new(Iso, "2022", "ISO A.8.2", "the use of privileged access is restricted", ControlBound.None, ReadIso), Ours),
    ];

    public static IReadOnlyList<ControlMapping> Password { get; } =
    [
        Partial(PasswordLifetime, Ours),
        Partial(
            new(Mlps, MlpsLevel3, "MLPS 8.1.4.1 a)", "authentication information is complex and changed regularly", ControlBound.OfPolicy,
                ReadMlps), Ours),
    ];

    public static IReadOnlyList<ControlMapping> LeakedKey { get; } = [Partial(Monitor, Ours)];

    public static IReadOnlyList<ControlMapping> AbnormalUse { get; } =
    [
        Partial(Monitor, Ours),
        Partial(new(Nist, "r5", "NIST AC-2(12)", "accounts are monitored for atypical usage", ControlBound.None, ReadNist), Ours),
    ];

    public static IReadOnlyList<ControlMapping> ConsoleAndKey { get; } =
    [
        Partial(
            new(Cis, "6.0", "CIS 2.10", "users with a console password get no access key at setup", ControlBound.None, ReadCis6), Ours),
        Partial(
            new(Config, "2024-03", "Config cam-user-login-check", "login permission of users is checked", ControlBound.None,
                ReadConfigTitle), Ours),
        Partial(LeastPrivilege, Ours),
    ];

    public static IReadOnlyList<ControlMapping> Collaborator { get; } =
    [
        Partial(LeastPrivilege, Ours),
        Partial(
            new(Soc, "2017", "SOC2 CC6.3", "access is granted and removed by role and least privilege", ControlBound.None, ReadSoc), Ours),
    ];

    public static IReadOnlyList<ControlMapping> Leaver { get; } =
    [
        Partial(
            new(Pci, "4.0", "PCI 8.2.5", "access for terminated users is immediately revoked", ControlBound.None, ReadPciText), Ours),
        Partial(AccessRights, Ours), Partial(RemovedCredentials, Ours), Partial(Superfluous, Ours),
    ];

    public static IReadOnlyList<ControlMapping> Unowned { get; } = [Partial(Lifecycle, Ours), Partial(Superfluous, Ours)];

    private static ControlMapping Exact(Control control, ControlSource source) => new(control, IsExact: true, source);

    private static ControlMapping Partial(Control control, ControlSource source) => new(control, IsExact: false, source);
}
