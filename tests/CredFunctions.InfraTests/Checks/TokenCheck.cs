using System.Text.RegularExpressions;

using CredFunctions.InfraTests.Bicep;

namespace CredFunctions.InfraTests.Checks;

/// <summary>Every name contains the token of its deployment: another environment in the same resource group would take the resource over.</summary>
public static partial class TokenCheck
{
    // Its name is a hash of the workspace's, and so of the token.
    private const string Workbook = "Microsoft.Insights/workbooks";

    public static IEnumerable<string> Complaints(Deployment deployment)
    {
        var token = deployment.OfType("Microsoft.Web/sites").Concat(deployment.OfType("Microsoft.EventGrid/systemTopics"))
            .Select(resource => Token().Match(resource.Name).Value).First(each => each.Length > 0);
        return deployment.Resources.Where(resource => resource.Type != Workbook && !resource.Id.Contains(token, StringComparison.Ordinal))
            .Select(resource => $"{resource.Type} {resource.Name} has the same name in every environment.");
    }

    [GeneratedRegex("(?<=-)[a-z0-9]{13}$")]
    private static partial Regex Token();
}
