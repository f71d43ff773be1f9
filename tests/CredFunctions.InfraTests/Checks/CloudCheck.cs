using System.Text.RegularExpressions;

using CredFunctions.InfraTests.Bicep;

namespace CredFunctions.InfraTests.Checks;

/// <summary>No resource has the host of one cloud: the same templates deploy to Azure operated by 21Vianet, whose hosts are others.</summary>
public static partial class CloudCheck
{
    public static IEnumerable<string> Complaints(Deployment deployment) =>
        from resource in deployment.Resources
        from match in Host().Matches(resource.Json.GetRawText())
        select $"{resource.OwnName} has {match.Value}, a host of one cloud.";

    [GeneratedRegex(@"[a-z]+\.(windows\.net|azure\.net|azure\.com|azurewebsites\.net|microsoftonline\.com|chinacloudapi\.cn|azure\.cn)")]
    private static partial Regex Host();
}
