using CredFunctions.Azure.Messages;
using CredFunctions.Pipeline;

namespace CredFunctions.Tests.Pipeline.Transport;

public sealed class SettlementTests
{
    private static readonly PipelineLimits Limits = new() { MaxAttempts = 10, FirstAsk = TimeSpan.FromSeconds(5), LongestAsk = TimeSpan.FromMinutes(1) };

    [Fact]
    public void What_is_done_is_completed() => Settlement.OfHandled(isDone: true, attempt: 3, Limits).Should().Be(Settlement.Complete);

    [Theory]
    [InlineData(0, 5)]
    [InlineData(1, 10)]
    [InlineData(3, 40)]
    [InlineData(4, 60)]
    [InlineData(8, 60)]
    public void What_has_to_come_again_waits_twice_as_long_each_time_up_to_a_limit(int attempt, int seconds)
    {
        Settlement.OfHandled(isDone: false, attempt, Limits).Should().Be(Settlement.AskAgain(TimeSpan.FromSeconds(seconds)));
        Settlement.OfFailed(new TimeoutException(), isTransient: true, isStopping: false, attempt, deliveryCount: 1, Limits)
            .Should().Be(Settlement.AskAgain(TimeSpan.FromSeconds(seconds)));
    }

    [Fact]
    public void What_came_to_nothing_too_often_is_put_aside_with_its_cause()
    {
        Settlement.OfFailed(new TimeoutException("secret"), isTransient: true, isStopping: false, attempt: 9, deliveryCount: 1, Limits)
            .Should().Be(Settlement.DeadLetter("gave-up", "It failed 10 times, the last time because of this: TimeoutException."));
        Settlement.OfHandled(isDone: false, attempt: 9, Limits)
            .Should().Be(Settlement.DeadLetter("gave-up", "It failed 10 times, the last time because of this: others kept writing the same rows."));
    }

    [Fact]
    public void What_nobody_expected_fails() =>
        Settlement.OfFailed(new InvalidOperationException(), isTransient: false, isStopping: false, attempt: 0, deliveryCount: 9, Limits).Should().Be(Settlement.Fail);

    [Fact]
    public void What_nobody_expected_ten_times_is_put_aside_with_its_cause() =>
        Settlement.OfFailed(new InvalidOperationException("secret"), isTransient: false, isStopping: false, attempt: 0, deliveryCount: 10, Limits)
            .Should().Be(Settlement.DeadLetter("kept-failing", "It failed unexpectedly in delivery 10, because of this: InvalidOperationException."));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Who_has_to_stop_gives_the_message_back(bool isTransient) =>
        Settlement.OfFailed(new OperationCanceledException(), isTransient, isStopping: true, attempt: 99, deliveryCount: 99, Limits).Should().Be(Settlement.Abandon);

    [Fact]
    public void What_cannot_be_read_is_put_aside_at_once() =>
        Settlement.OfUnreadable("Its run is less than 1.").Should().Be(Settlement.DeadLetter("unreadable-message", "Its run is less than 1."));

    [Fact]
    public void A_description_is_no_longer_than_a_broker_takes() =>
        Settlement.OfUnreadable(new string('x', 10_000)).Description.Should().HaveLength(4096);

    // An outage of a day costs no dead letter.
    [Fact]
    public void By_default_it_goes_on_for_two_days()
    {
        var limits = new PipelineLimits();
        var hours = Enumerable.Range(0, limits.MaxAttempts - 1).Sum(attempt => limits.DelayOf(attempt).TotalHours);

        hours.Should().BeInRange(48, 50);
    }
}
