using CredFunctions.Reports;

namespace CredFunctions.Rules;

/// <summary>A logic that the tests of cells can be written in once: three-valued, or plain where that is enough.</summary>
internal interface ITruth<TSelf>
    where TSelf : struct, ITruth<TSelf>
{
    /// <summary>A test of one cell; null where it is unrecognised.</summary>
    static abstract TSelf Of(bool? truth, Column column);

    /// <summary>A test of two cells together.</summary>
    static abstract TSelf Of(bool? truth, Column first, Column second);

    /// <summary>A condition that is already known.</summary>
    static abstract TSelf From(Condition condition);

    static abstract TSelf operator &(TSelf left, TSelf right);

    static abstract TSelf operator |(TSelf left, TSelf right);

    static abstract TSelf operator !(TSelf truth);
}
