using MailKit.Security;

namespace CredFunctions.Channels.Tls;

/// <summary>Finds what went wrong in an exception that only says that something did.</summary>
internal static class Innermost
{
    /// <summary>The reason: of a server out of reach with its address, which only the outer exception has.</summary>
    public static string ReasonOf(Exception failure)
    {
        while (failure.InnerException is { } inner && IsShell(failure))
            failure = inner;
        return failure.Message;
    }

    // "The SSL connection could not be established, see inner exception", and MailKit's page of advice.
    private static bool IsShell(Exception failure) => failure switch
    {
        HttpRequestException web => web.HttpRequestError is not (HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError),
        _ => failure is IOException or SslHandshakeException or System.Security.Authentication.AuthenticationException,
    };
}
