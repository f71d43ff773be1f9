using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace CredFunctions.Tests.Notifications;

/// <summary>A private CA and what it issues.</summary>
internal sealed class TestCertificates : IDisposable
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;

    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public TestCertificates()
    {
        var request = new CertificateRequest($"CN={Name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        Authority = request.CreateSelfSigned(Now.AddDays(-100), Now.AddDays(100));
    }

    /// <summary>Of its own each time: lists of revoked certificates are cached by it.</summary>
    public string Name { get; } = $"Test CA {Guid.NewGuid():N}";

    public X509Certificate2 Authority { get; }

    public static DateTimeOffset Expiry { get; } = Now.AddDays(-1);

    /// <summary>A server's certificate with its key.</summary>
    /// <param name="name">The host that it is for, or its address.</param>
    /// <param name="isExpired">Whether it expired yesterday.</param>
    /// <param name="revocations">Where the CA's list of revoked certificates is; null where there is none.</param>
    public X509Certificate2 Issue(string name, bool isExpired = false, string? revocations = null)
    {
        using var own = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", own, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        if (IPAddress.TryParse(name, out var address))
            names.AddIpAddress(address);
        else
            names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(Authority, includeKeyIdentifier: true, includeIssuerAndSerial: false));
        if (revocations is not null)
            request.CertificateExtensions.Add(CertificateRevocationListBuilder.BuildCrlDistributionPointExtension([revocations]));
        using var issued = request.Create(Authority, Now.AddDays(-50), isExpired ? Expiry : Now.AddDays(50), RandomNumberGenerator.GetBytes(12));
        return issued.CopyWithPrivateKey(own);
    }

    /// <summary>The CA's list with one certificate on it.</summary>
    public byte[] Revoke(X509Certificate2 certificate)
    {
        var list = new CertificateRevocationListBuilder();
        list.AddEntry(certificate);
        return list.Build(Authority, 1, Now.AddDays(1), HashAlgorithmName.SHA256);
    }

    public void Dispose()
    {
        Authority.Dispose();
        key.Dispose();
    }
}
