using CredFunctions.Reports;
using CredFunctions.Rules;

namespace CredFunctions.Tests.Rules;

public sealed class ConditionTests
{
    private const uint Left = 1u << (int)Column.UserType;
    private const uint Right = 1u << (int)Column.MfaDeviceActive;

    public static MatrixTheoryData<bool?, bool?> Pairs => new([true, false, null], [true, false, null]);

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Combines_as_nullable_booleans_do(bool? left, bool? right)
    {
        var (a, b) = Conditions(left, right);

        Truth(a & b).Should().Be(left & right);
        Truth(a | b).Should().Be(left | right);
        Truth(!a).Should().Be(!left);
        Truth(!(a & b)).Should().Be(Truth(!a | !b));
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Names_only_the_columns_of_operands_as_true_as_the_whole(bool? left, bool? right)
    {
        var (a, b) = Conditions(left, right);
        foreach (var whole in new[] { a & b, a | b })
        {
            var expected = (left == Truth(whole) ? Left : 0) | (right == Truth(whole) ? Right : 0);
            whole.Columns.Should().Be(expected);
            (!whole).Columns.Should().Be(expected);
        }
    }

    [Fact]
    public void Is_exactly_one_of_true_false_and_unknown()
    {
        foreach (var truth in new bool?[] { true, false, null })
        {
            var condition = Condition.Of(truth, Column.UserType);

            (condition.IsTrue, condition.IsUnknown).Should().Be((truth is true, truth is null));
            condition.Columns.Should().Be(Left);
        }
    }

    [Fact]
    public void Carries_both_columns_of_a_condition_on_two() => Condition.Of(null, Column.UserType, Column.MfaDeviceActive).Columns.Should().Be(Left | Right);

    [Fact]
    public void Knows_what_is_always_true_without_a_column() => (Truth(Condition.Always), Condition.Always.Columns).Should().Be((true, 0u));

    private static (Condition A, Condition B) Conditions(bool? left, bool? right) =>
        (Condition.Of(left, Column.UserType), Condition.Of(right, Column.MfaDeviceActive));

    private static bool? Truth(Condition condition) => condition.IsUnknown ? null : condition.IsTrue;
}
