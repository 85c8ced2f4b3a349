using RelationSync.Domain.Actions;
using RelationSync.Domain.Channels;
using RelationSync.Domain.Events;
using RelationSync.Domain.Operations;
using RelationSync.Domain.Targets;

namespace RelationSync.Domain.Handover;

/// <summary>
/// By what one message is recognised that two sources tell of under different ids, while its family changes hands (R-P1):
/// channel, customers, subject and the beginning of its text, and a moment that two clocks may differ about.
/// </summary>
public sealed record MessageLikeness
{
    private const int MostText = 200;

    private static readonly TimeSpan Apart = TimeSpan.FromSeconds(120);

    private readonly Channel _channel;
    private readonly string _customers;
    private readonly string _subject;
    private readonly string _text;
    private readonly DateTimeOffset _at;

    private MessageLikeness(Operation operation, MessageData data)
    {
        var content = ActionContents.OfMessage(operation);
        _channel = operation.Channel;
        _customers = string.Join('\n', CustomerKeys.Of(content).Select(k => k.Value).Order(StringComparer.Ordinal));
        _subject = OneSpaced(data.Subject ?? "");
        var text = OneSpaced(data.BodyFormat is BodyFormat.Html ? HtmlText.Of(data.Body) : data.Body);
        _text = text.Length <= MostText ? text : text[..MostText];
        _at = operation.OccurredAt;
    }

    /// <summary>Null where it is no message that went out or was scheduled.</summary>
    public static MessageLikeness? Of(Operation operation) => operation.Data is MessageData data ? new MessageLikeness(operation, data) : null;

    public bool IsLike(MessageLikeness other) =>
        _channel == other._channel
        && (_at - other._at).Duration() <= Apart
        && _customers == other._customers
        && _subject == other._subject
        && _text == other._text;

    /// <summary>Line ends and indents differ by the way a text was taken.</summary>
    private static string OneSpaced(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
