using System.Security.Authentication;

namespace CredFunctions.Channels.Tls;

/// <summary>The certificate of a server is refused, for the reasons in the message.</summary>
internal sealed class UntrustedServerException(string reasons) : AuthenticationException(reasons);
