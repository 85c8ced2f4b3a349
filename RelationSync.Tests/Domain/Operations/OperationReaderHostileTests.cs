using System.Diagnostics;
using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using RelationSync.Domain.Operations;
using RelationSync.Tests.Support;

namespace RelationSync.Tests.Domain.Operations;

public sealed class OperationReaderHostileTests
{
    private static readonly string[] Leaves =
    [
        "null", "true", "0", "-1", "1e400", "1440", "\"\"", "\"\\ud800\"", "\"\\u0000\"", "\"a@b\"", "\"html\"",
        "\"message.sent\"", "\"mail\"", "\"2026-04-01T00:00:00Z\"", "\"9999-12-31T23:59:59-23:59\"", "[]", "{}", "[[[1]]]",
        "{\"\\ud800\":1}", "[null,1,\"\\udc00\"]",
    ];

    private static readonly string[] Names =
    [
        "id", "type", "channel", "activity_id", "occurred_at", "ticket_id", "operator", "data", "email", "name", "subject",
        "body", "body_format", "draft_saved_at", "to", "cc", "bcc", "broadcast", "scheduled_for", "responded_at",
        "duration_minutes", "addressees", "contact", "default_email", "direction", "started_at", "ended_at", "phone", "text",
        "bubbles", "at", "author", "contacts", "group_member", "visitor", "emails", "phones", "\\ud800", "\\udfffid", "",
    ];

    [Property(MaxTest = 500)]
    public Property Read_ArbitraryJson_AnswersAndNeverThrows() => Prop.ForAll(Arb.From(Gen.Sized(Json)), json =>
    {
        var reading = OperationReader.Read(OperationJson.Parse(json), OperationBuilder.Zero);
        return reading.IsValid == (reading.Faults.Count == 0);
    });

    [Property(MaxTest = 500)]
    public Property Read_ValidOperationWithOneValueReplaced_AnswersAndNeverThrows()
    {
        var mutations =
            from original in Gen.Elements(OperationJson.All.Select(json => json.Element.GetRawText()).ToArray())
            from name in Gen.Elements(Names)
            from leaf in Gen.Elements(Leaves)
            select original.Replace($"\"{name}\":", $"\"{name}\":{leaf},\"{name}x\":", StringComparison.Ordinal);
        return Prop.ForAll(Arb.From(mutations), json =>
        {
            var reading = OperationReader.Read(OperationJson.Parse(json), OperationBuilder.Zero);
            return reading.IsValid == (reading.Faults.Count == 0);
        });
    }

    [Theory]
    [InlineData("\\ud800", "\uFFFD")]
    [InlineData("a\\udc00b", "a\uFFFDb")]
    [InlineData("\\ud83d\\ude00", "😀")]
    [InlineData("\\ud83d\\ud83d\\ude00", "\uFFFD😀")]
    [InlineData("a\\u0000b", "ab")]
    [InlineData("\\\"\\\\\\/\\b\\f\\n\\r\\t\\u3042", "\"\\/\b\f\n\r\tあ")]
    public void Read_EscapesInTexts_AreReadAndMended(string written, string expected)
    {
        var json = OperationJson.Sent().Element.GetRawText().Replace("\"\\u672C\\u6587\"", $"\"{written}\"", StringComparison.Ordinal);
        var reading = OperationReader.Read(OperationJson.Parse(json), OperationBuilder.Zero);

        Assert.Equal(expected, Assert.IsType<MessageData>(reading.Operation!.Data).Body);
    }

    [Theory]
    [InlineData("\\ud800")]
    [InlineData("a\\u0000b")]
    public void Read_IdentifierThatIsNoText_IsAFault(string id)
    {
        var json = OperationJson.Sent().Element.GetRawText().Replace("\"op-1\"", $"\"{id}\"", StringComparison.Ordinal);
        var reading = OperationReader.Read(OperationJson.Parse(json), OperationBuilder.Zero);

        Assert.Equal("/id", Assert.Single(reading.Faults).Pointer);
        Assert.Null(reading.Id);
    }

    [Fact]
    public void Read_BytesThatAreNoUtf8_AreReplacedInTexts()
    {
        var bytes = Encoding.Latin1.GetBytes("""{"body":"aÿb"}""");
        using var document = JsonDocument.Parse(bytes);

        Assert.Equal("a\uFFFDb", LenientJson.Text(document.RootElement.GetProperty("body"), out var wellFormed));
        Assert.False(wellFormed);
    }

    [Fact]
    public void Read_ReplacementCharacterInAnId_IsWellFormed() =>
        Assert.True(OperationReader.Read(OperationJson.Sent().With("/id", "\"\uFFFD\"").Element, OperationBuilder.Zero).IsValid);

    [Fact]
    public void Read_UndefinedElement_IsAFault() => Assert.NotEmpty(OperationReader.Read(default, OperationBuilder.Zero).Faults);

    [Fact]
    public void Read_AQuarterOfAMillionBadNamesAndTexts_TakesNoTimeWorthNoticing()
    {
        var names = string.Concat(Enumerable.Repeat("\"\\ud800\":1,", 250_000));
        var texts = string.Join(',', Enumerable.Repeat("\"\\ud800\"", 250_000));
        var json = OperationJson.Parse($$"""{ {{names}} "type":"message.sent", "channel":"mail", "data":{"to":[{{texts}}]} }""");

        var watch = Stopwatch.StartNew();
        OperationReader.Read(json, OperationBuilder.Zero);

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30), $"{watch.Elapsed}");
    }

    private static Gen<string> Json(int size)
    {
        var leaf = Gen.Elements(Leaves);
        if (size < 2)
        {
            return leaf;
        }

        var part = Json(size / 4);
        var member = from name in Gen.Elements(Names) from value in part select $"\"{name}\":{value}";
        return Gen.OneOf(
            leaf,
            Gen.ListOf(member).Select(members => $"{{{string.Join(',', members)}}}"),
            Gen.ListOf(part).Select(items => $"[{string.Join(',', items)}]"));
    }
}
