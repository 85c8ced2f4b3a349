using System.Text;
using System.Text.Json;
using RelationSync.Portal.Salesforce.Http;

namespace RelationSync.Tests.Portal.Salesforce.Http;

public sealed class JsonReadingTests
{
    private static readonly DateTimeOffset Expected = new(2026, 5, 1, 1, 23, 45, TimeSpan.Zero);

    [Theory]
    [InlineData("2026-05-01T01:23:45.000+0000")]
    [InlineData("2026-05-01T10:23:45.000+0900")]
    [InlineData("2026-05-01T10:23:45+09:00")]
    [InlineData("2026-05-01T01:23:45.000Z")]
    [InlineData("2026-05-01T01:23:45Z")]
    public void ParseInstant_FormsOfSalesforce_AreUtc(string text)
    {
        var instant = JsonReading.ParseInstant(text);

        Assert.Equal(Expected, instant);
        Assert.Equal(TimeSpan.Zero, instant!.Value.Offset);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("2026-05-01")]
    [InlineData("2026-13-01T01:23:45.000+0000")]
    public void ParseInstant_AnythingElse_IsNull(string? text) => Assert.Null(JsonReading.ParseInstant(text));

    [Theory]
    [InlineData("""{"a":"\ud800"}""")]
    [InlineData("""{"a":1}""")]
    [InlineData("""{"a":null}""")]
    [InlineData("[]")]
    public void Text_NotText_IsNull(string json)
    {
        using var document = JsonDocument.Parse(json);

        Assert.Null(document.RootElement.Text("a"));
    }

    [Fact]
    public void Text_BytesThatAreNoUtf8_IsNull()
    {
        byte[] bytes = [.. Encoding.ASCII.GetBytes("{\"a\":\""), 0xff, 0xfe, .. Encoding.ASCII.GetBytes("\"}")];
        using var document = JsonDocument.Parse(bytes);

        Assert.Null(document.RootElement.Text("a"));
    }
}
