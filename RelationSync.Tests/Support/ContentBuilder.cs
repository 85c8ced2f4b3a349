using RelationSync.Domain.Actions;
using RelationSync.Domain.Channels;
using RelationSync.Domain.Operations;

namespace RelationSync.Tests.Support;

/// <summary>Contents of actions.</summary>
internal static class ContentBuilder
{
    public static readonly TimeZoneInfo Tokyo = TimeZoneInfo.FindSystemTimeZoneById("Asia/Tokyo");

    public static ActionContent Mail(string? body = "本文", string? subject = "件名") => new(
        Channel.Mail, subject, body, BodyFormat.Text, [], null, OperationBuilder.Zero, null, []);

    public static ActionContent Html(string body) => Mail(body) with { BodyFormat = BodyFormat.Html };

    public static ActionContent Chat(params IReadOnlyList<Bubble> bubbles) =>
        Mail(body: null) with { Channel = Channel.Line, Bubbles = bubbles };

    public static Bubble Bubble(string text, string? author = "山田", double at = 0) => new(OperationBuilder.At(at), author, text);

    /// <summary><c>行1</c> to <c>行n</c>.</summary>
    public static string Lines(int count, string lineEnd = "\n", int first = 1) =>
        string.Join(lineEnd, Enumerable.Range(first, count).Select(i => $"行{i}"));
}
