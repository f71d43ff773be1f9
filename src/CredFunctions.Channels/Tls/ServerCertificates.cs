using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

using CredFunctions.Channels.Wording;

using MailKit.Security;

using AuthenticationException = System.Security.Authentication.AuthenticationException;

namespace CredFunctions.Channels.Tls;

/// <summary>
/// Judges the certificates of servers. A certificate whose revocation cannot be checked counts as not revoked, as in every
/// browser, since the lists of a private CA are often unreachable. There is one warning for each server.
/// </summary>
/// <param name="warn">Takes the warnings.</param>
internal sealed class ServerCertificates(Action<string> warn)
{
    private const int ShownNames = 5;

    private const X509ChainStatusFlags RevocationUnknown =
        X509ChainStatusFlags.RevocationStatusUnknown | X509ChainStatusFlags.OfflineRevocation;
    private const X509ChainStatusFlags Untrusted = X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.PartialChain;

    private readonly ConcurrentDictionary<string, bool> warned = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Returns true, or throws: only an exception carries the reasons through the layers above.</summary>
    /// <exception cref="AuthenticationException">The certificate is refused.</exception>
    public bool Judge(string host, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (errors is SslPolicyErrors.None)
            return true;

        var reasons = Reasons(host, certificate as X509Certificate2, chain, errors).ToList();
        if (reasons.Count > 0)
            throw new AuthenticationException($"The certificate of {host} is refused: {string.Join("; ", reasons)}.");
        if (warned.TryAdd(host, true))
            warn($"Whether the certificate of {host} is revoked cannot be checked, since its issuer's list is unreachable; "
                + "it counts as not revoked. \"checkRevocation\": false in the policy's channel turns the check off.");
        return true;
    }

    /// <summary>The reason inside of an exception, such as "Connection refused (host:25)".</summary>
    public static string ReasonOf(Exception failure)
    {
        while (failure.InnerException is { } inner && IsShell(failure))
            failure = inner;
        return failure.Message;
    }

    private static IEnumerable<string> Reasons(string host, X509Certificate2? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is null || errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable))
        {
            yield return "the server sent none";
            yield break;
        }

        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
            yield return $"it is for {NamesOf(certificate)}, not for {host}";
        if (!errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors))
            yield break;
        if (chain is null || chain.ChainStatus.Length == 0)
        {
            yield return "it cannot be verified";
            yield break;
        }

        var all = chain.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (flags, each) => flags | each.Status);
        if ((all & Untrusted) is not X509ChainStatusFlags.NoError)
            yield return $"its issuer \"{InertText.Of(certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: true))}\" is not "
                + "trusted here, "
                + "so install the CA's certificate in the system's store";
        if (all.HasFlag(X509ChainStatusFlags.NotTimeValid))
            yield return ValidityOf(certificate, chain);
        if (all.HasFlag(X509ChainStatusFlags.Revoked))
            yield return "its issuer revoked it";

        var others = all & ~(Untrusted | RevocationUnknown | X509ChainStatusFlags.NotTimeValid | X509ChainStatusFlags.Revoked);
        if (others != X509ChainStatusFlags.NoError)
            yield return $"its chain has the fault {others}";
    }

    private static string ValidityOf(X509Certificate2 certificate, X509Chain chain)
    {
        var faulty = chain.ChainElements
            .FirstOrDefault(element => element.ChainElementStatus.Any(status => status.Status is X509ChainStatusFlags.NotTimeValid))
            ?.Certificate ?? certificate;
        var what = faulty.Thumbprint == certificate.Thumbprint
            ? "it"
            : $"its issuer \"{InertText.Of(faulty.GetNameInfo(X509NameType.SimpleName, forIssuer: false))}\"";
        return faulty.NotAfter < DateTime.Now
            ? string.Create(CultureInfo.InvariantCulture, $"{what} expired on {faulty.NotAfter.ToUniversalTime():yyyy-MM-dd}")
            : string.Create(CultureInfo.InvariantCulture, $"{what} is not valid before {faulty.NotBefore.ToUniversalTime():yyyy-MM-dd}");
    }

    private static string NamesOf(X509Certificate2 certificate)
    {
        var names = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>()
            .SelectMany(
                extension => extension.EnumerateDnsNames().Concat(extension.EnumerateIPAddresses().Select(address => address.ToString())))
            .Take(ShownNames).ToList();
        return InertText.Of(
            names.Count > 0 ? string.Join(", ", names) : certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false));
    }

    // "The SSL connection could not be established, see inner exception", and MailKit's page of advice. The exception for an
    // unreachable server is no shell: it alone has the address.
    private static bool IsShell(Exception failure) => failure switch
    {
        HttpRequestException web => web.HttpRequestError is not (HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError),
        _ => failure is IOException or SslHandshakeException or AuthenticationException,
    };
}
