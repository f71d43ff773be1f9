using Azure.Data.Tables;

using CredFunctions.Azure.Tables;

namespace CredFunctions.IntegrationTests.Tables;

public sealed class EntityTransactionTests
{
    [Fact]
    public void Holds_a_hundred_rows_and_no_more()
    {
        var transaction = new EntityTransaction();
        for (var row = 0; row < 100; row++)
            transaction.Write(Row($"{row}"), version: null);

        transaction.TryWrite(Row("100"), version: null).Should().BeFalse();
        FluentActions.Invoking(() => transaction.Write(Row("100"), version: null)).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void Holds_three_mebibytes_as_they_are_sent_and_no_more()
    {
        // A quotation mark takes six bytes in a request, and two in the table.
        var quotes = new string('"', 30_000);
        var transaction = new EntityTransaction();
        var rows = 0;
        while (transaction.TryWrite(Row($"{rows}", quotes), version: null))
            rows++;

        rows.Should().Be(17);
        FluentActions.Invoking(() => transaction.Write(Row("more", quotes), version: null)).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void A_row_that_has_room_but_for_its_attempt_is_left_to_the_next_transaction()
    {
        var transaction = new EntityTransaction();
        var room = TableLimits.TransactionBytes;
        var rows = 0;
        while (room > 40_000)
        {
            var row = Row($"{rows++}", new string('x', 30_000));
            transaction.Write(row, version: null);
            room -= TableLimits.SentBytes(row);
        }

        var last = Row("last", new string('x', room - TableLimits.SentBytes(Row("last"))));

        TableLimits.SentBytes(last).Should().Be(room);
        transaction.TryWrite(last, version: null).Should().BeFalse();
        new EntityTransaction().TryWrite(last, version: null).Should().BeTrue();
    }

    [Fact]
    public void Is_of_one_partition()
    {
        var transaction = new EntityTransaction();
        transaction.Write(Row("1"), version: null);

        FluentActions.Invoking(() => transaction.Write(new TableEntity("other", "2"), version: null)).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void Writes_a_row_once()
    {
        var transaction = new EntityTransaction();
        transaction.Write(Row("1"), version: null);

        FluentActions.Invoking(() => transaction.Write(Row("1"), version: null)).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void Takes_no_row_that_the_service_would_refuse()
    {
        var huge = Row("1");
        for (var piece = 0; piece < 17; piece++)
            huge[$"Piece{piece}"] = new string('x', TableLimits.PropertyChars);
        var wide = Row("1");
        for (var column = 0; column <= TableLimits.Properties; column++)
            wide[$"Column{column}"] = column;

        foreach (var row in new[] { huge, wide, Row("1", new string('x', TableLimits.PropertyChars + 1)), Row("a/b"), Row("") })
            FluentActions.Invoking(() => new EntityTransaction().Write(row, version: null)).Should().Throw<ArgumentException>();
    }

    private static TableEntity Row(string key, string text = "") => new("partition", key) { ["Text"] = text };
}
