namespace CredFunctions.Reports;

/// <summary>
/// Ends the reading of a report that is rejected as a whole. An exception because it may come at the very last byte, when
/// every reader of the stream must drop what it has.
/// </summary>
public sealed class ReportRejectedException : Exception
{
    public ReportRejectedException(Rejection rejection)
        : base(rejection.Reason) => Rejection = rejection;

    public ReportRejectedException(string reason, long? line = null)
        : this(new Rejection(reason, line))
    {
    }

    public Rejection Rejection { get; }
}

/// <summary>Why a report is not read at all.</summary>
/// <param name="Reason">What is wrong and what to do, in one sentence or two.</param>
/// <param name="Line">The physical line, from 1, where one can be named.</param>
public sealed record Rejection(string Reason, long? Line = null);
