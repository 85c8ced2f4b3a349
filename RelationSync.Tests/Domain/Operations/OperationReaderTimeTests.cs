using System.Globalization;
using RelationSync.Domain.Operations;
using RelationSync.Tests.Support;

namespace RelationSync.Tests.Domain.Operations;

public sealed class OperationReaderTimeTests
{
    [Theory]
    [InlineData("2026-04-01T12:00:00+09:00", "2026-04-01T03:00:00.0000000Z")]
    [InlineData("2026-04-01T03:00:00Z", "2026-04-01T03:00:00.0000000Z")]
    [InlineData("2026-04-01t03:00:00z", "2026-04-01T03:00:00.0000000Z")]
    [InlineData("2026-04-01T03:00:00-00:00", "2026-04-01T03:00:00.0000000Z")]
    [InlineData("2026-04-01T03:00:00.5Z", "2026-04-01T03:00:00.5000000Z")]
    [InlineData("2026-04-01T03:00:00.123456789123456789Z", "2026-04-01T03:00:00.1234567Z")]
    [InlineData("2026-04-01T00:00:00-23:59", "2026-04-01T23:59:00.0000000Z")]
    [InlineData("2024-02-29T00:00:00Z", "2024-02-29T00:00:00.0000000Z")]
    [InlineData("0001-01-01T00:00:00Z", "0001-01-01T00:00:00.0000000Z")]
    [InlineData("9999-12-31T23:59:59.9999999Z", "9999-12-31T23:59:59.9999999Z")]
    public void Rfc3339_WellFormed_IsThatInstantInUtc(string text, string expected)
    {
        Assert.True(Rfc3339.TryParse(text, out var time));
        Assert.Equal(expected, time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
        Assert.Equal(TimeSpan.Zero, time.Offset);
    }

    [Theory]
    [InlineData("yesterday")]
    [InlineData("")]
    [InlineData("2026-04-01")]
    [InlineData("2026-04-01T12:00:00")]
    [InlineData("2026-04-01 12:00:00Z")]
    [InlineData("2026-04-01T12:00Z")]
    [InlineData("2026-04-01T12:00:00.Z")]
    [InlineData("2026-04-01T12:00:00,5Z")]
    [InlineData("2026-04-01T12:00:00.5")]
    [InlineData("2026-04-01T12:00:00+0900")]
    [InlineData("2026-04-01T12:00:00+9:00")]
    [InlineData("2026-04-01T12:00:00+24:00")]
    [InlineData("2026-04-01T12:00:00+09:60")]
    [InlineData("2026-04-01T12:00:00ZZ")]
    [InlineData(" 2026-04-01T12:00:00Z")]
    [InlineData("2026-04-01T12:00:00Z ")]
    [InlineData("2026-04-01T12:00:60Z")]
    [InlineData("2016-12-31T23:59:60Z")]
    [InlineData("2026-04-01T24:00:00Z")]
    [InlineData("2026-04-01T12:60:00Z")]
    [InlineData("2023-02-29T00:00:00Z")]
    [InlineData("2026-00-01T00:00:00Z")]
    [InlineData("2026-13-01T00:00:00Z")]
    [InlineData("0000-01-01T00:00:00Z")]
    [InlineData("２０２６-04-01T00:00:00Z")]
    [InlineData("0001-01-01T00:00:00+00:01")]
    [InlineData("9999-12-31T23:59:59-00:01")]
    public void Rfc3339_AnythingElse_IsRefused(string text) => Assert.False(Rfc3339.TryParse(text, out _));

    [Theory]
    [InlineData(24 * 3600, true)]
    [InlineData((24 * 3600) + 1, false)]
    [InlineData(-10 * 365 * 86400, true)]
    public void Read_OccurredAhead_IsValidUpTo24Hours(int seconds, bool valid)
    {
        var occurredAt = OperationBuilder.At(seconds).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var reading = OperationReader.Read(OperationJson.Sent().With("/occurred_at", $"\"{occurredAt}\"").Element, OperationBuilder.Zero);

        Assert.Equal(valid ? [] : ["/occurred_at"], reading.Faults.Select(fault => fault.Pointer));
    }
}
