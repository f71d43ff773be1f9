namespace CredFunctions.Reports;

/// <summary>The columns of the User Credential Report, in the order in which the console writes them.</summary>
public enum Column
{
    AccountId,
    Username,
    UserType,
    CreationTime,
    PasswordEnabled,
    PasswordLastRotation,
    LoginConsoleActive,
    LoginProtectionActive,
    OperationProtectionActive,
    MfaDeviceActive,
    AbnormalLoginsWithin30Days,
    AccessKey1SecretId,
    AccessKey1MayBeAtRisk,
    AccessKey1CreationTime,
    AccessKey1Status,
    AccessKey1LastUsedDate,
    AccessKey1CreatedOver90Days,
    AccessKey1CreatedOver30Days,
    AccessKey2SecretId,
    AccessKey2MayBeAtRisk,
    AccessKey2CreationTime,
    AccessKey2Status,
    AccessKey2LastUsedDate,
    AccessKey2CreatedOver90Days,
    AccessKey2CreatedOver30Days,

    /// <summary>The one optional column: an older edition of the report ends before it.</summary>
    LastConsoleLoginTime,
}
