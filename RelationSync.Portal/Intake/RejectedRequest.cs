using System.Text.RegularExpressions;
using RelationSync.Domain.Operations;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Intake;

/// <summary>One request or operation that the intake refuses, or an operation that it ignores.</summary>
public sealed partial record RejectedRequest(long InboxId, RejectionReason Reason, string? Network, string? WebhookId)
{
    private const int MostId = 128;

    public long? SecondsAhead { get; init; }

    /// <summary>JSON pointer of the field.</summary>
    public string At { get; init; } = "";

    public string Message { get; init; } = "";

    public string? OperationId { get; init; }

    public string? OperationType { get; init; }

    /// <summary>What a header says, if it is an id: whoever isn't signed shall not put words on our pages.</summary>
    public static string? Id(string header) => IdForm().IsMatch(header) ? header : null;

    /// <summary>An operation that a rule ignores; its reason stands in the place of an error.</summary>
    public static RejectedRequest Ignored(long inboxId, IgnoredReason reason) => new(inboxId, RejectionReason.Ignored, null, null) { Message = reason.ToString() };

    /// <summary>The operation that is rejected, by one fault; <c>/data/to/7</c> becomes <c>/data/to/*</c>.</summary>
    public RejectedRequest Of(string? operationId, OperationType? type, OperationFault fault) => this with
    {
        At = Cut(Place().Replace(fault.Pointer, "/*"), RejectedRequestRow.MostPointer),
        Message = Cut(fault.Message, RejectedRequestRow.MostMessage),
        OperationId = operationId is null ? null : Cut(operationId, MostId),
        OperationType = type is { } known ? OperationTypes.CodeOf(known) : null,
    };

    /// <summary>Without field and error: counted with all others of its reason.</summary>
    internal RejectedRequest OfAnyKind() => this with { At = "", Message = "" };

    /// <summary>Counted once, at that moment.</summary>
    internal RejectedRequestRow ToRow(DateTimeOffset at) => new()
    {
        InboxId = InboxId,
        Quarter = RejectedRequestRow.QuarterOf(at),
        Reason = Reason,
        Pointer = At,
        Message = Message,
        Count = 1,
        FirstAt = at,
        LastAt = at,
        Network = Network,
        WebhookId = WebhookId,
        SecondsAhead = SecondsAhead,
        OperationId = OperationId,
        OperationType = OperationType,
    };

    private static string Cut(string text, int most) => text.Length <= most ? text : text[..most];

    [GeneratedRegex(@"\A[A-Za-z0-9_.:-]{1,128}\z", RegexOptions.CultureInvariant)]
    private static partial Regex IdForm();

    [GeneratedRegex(@"/[0-9]+(?=/|\z)", RegexOptions.CultureInvariant)]
    private static partial Regex Place();
}
