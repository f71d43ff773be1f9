using CredFunctions.InfraTests.Bicep;

namespace CredFunctions.InfraTests.Checks;

/// <summary>Every resource that could be opened with a key, over plain text or by anybody is closed to that, and queues lose nothing.</summary>
public static class HardeningCheck
{
    private static readonly (string Type, string Path, string Wanted)[] Rules =
    [
        ("Microsoft.Storage/storageAccounts", "properties.allowSharedKeyAccess", "false"),
        ("Microsoft.Storage/storageAccounts", "properties.allowBlobPublicAccess", "false"),
        ("Microsoft.Storage/storageAccounts", "properties.minimumTlsVersion", "TLS1_2"),
        ("Microsoft.Storage/storageAccounts", "properties.supportsHttpsTrafficOnly", "true"),
        ("Microsoft.Storage/storageAccounts/blobServices", "properties.deleteRetentionPolicy.enabled", "true"),
        ("Microsoft.Storage/storageAccounts/blobServices/containers", "properties.publicAccess", "None"),
        ("Microsoft.ServiceBus/namespaces", "properties.disableLocalAuth", "true"),
        ("Microsoft.ServiceBus/namespaces", "properties.minimumTlsVersion", "1.2"),
        ("Microsoft.ServiceBus/namespaces/queues", "properties.lockDuration", "PT5M"),
        ("Microsoft.ServiceBus/namespaces/queues", "properties.maxDeliveryCount", "400"),
        ("Microsoft.ServiceBus/namespaces/queues", "properties.requiresDuplicateDetection", "true"),
        ("Microsoft.ServiceBus/namespaces/queues", "properties.deadLetteringOnMessageExpiration", "true"),
        ("Microsoft.KeyVault/vaults", "properties.enableRbacAuthorization", "true"),
        ("Microsoft.KeyVault/vaults", "properties.enablePurgeProtection", "true"),
        ("Microsoft.OperationalInsights/workspaces", "properties.features.disableLocalAuth", "true"),
        ("Microsoft.Insights/components", "properties.DisableLocalAuth", "true"),
        ("Microsoft.Communication/communicationServices", "properties.disableLocalAuth", "true"),
        ("Microsoft.Web/sites", "properties.httpsOnly", "true"),
        ("Microsoft.Web/sites", "properties.siteConfig.minTlsVersion", "1.2"),
        ("Microsoft.Web/sites", "properties.siteConfig.scmMinTlsVersion", "1.2"),
        ("Microsoft.Web/sites", "properties.siteConfig.ftpsState", "Disabled"),
        ("Microsoft.Web/sites", "properties.functionAppConfig.deployment.storage.authentication.type", "UserAssignedIdentity"),
        ("Microsoft.Web/sites/basicPublishingCredentialsPolicies", "properties.allow", "false"),
    ];

    // Without these a rule above would find nothing to look at.
    private static readonly string[] Logins = ["ftp", "scm"];

    public static IEnumerable<string> Complaints(Deployment deployment)
    {
        var complaints =
            from rule in Rules
            from resource in deployment.OfType(rule.Type)
            let value = resource.At(rule.Path)
            where value != rule.Wanted
            select $"{resource.Name} has {rule.Path} {value ?? "not set"} and not {rule.Wanted}.";
        return complaints.Concat(
            from app in deployment.OfType("Microsoft.Web/sites")
            from login in Logins
            where !deployment.OfType("Microsoft.Web/sites/basicPublishingCredentialsPolicies").Any(each => each.Name == $"{app.Name}/{login}")
            select $"{app.Name} still has its password for {login}.");
    }
}
