using System.Text.RegularExpressions;
using RelationSync.Domain.Operations;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Intake;

/// <summary>One request or operation that the intake refuses.</summary>
internal sealed partial record RejectedRequest(long InboxId, RejectionReason Reason, string? Network, string? WebhookId)
{
    private const int MostId = 128;

    public long? SecondsAhead { get; init; }

    public string Pointer { get; init; } = "";

    public string Message { get; init; } = "";

    public string? OperationId { get; init; }

    public string? OperationType { get; init; }

    /// <summary>What a header says, if it is an id: whoever isn't signed shall not put words on our pages.</summary>
    public static string? Id(string header) => IdForm().IsMatch(header) ? header : null;

    /// <summary>The operation that is rejected, by its first fault; <c>/data/to/7</c> becomes <c>/data/to/*</c>.</summary>
    public RejectedRequest Of(OperationReading rejected) => this with
    {
        Pointer = Cut(Place().Replace(rejected.Faults[0].Pointer, "/*"), RejectedRequestRow.MostPointer),
        Message = Cut(rejected.Faults[0].Message, RejectedRequestRow.MostMessage),
        OperationId = rejected.Id is { } id ? Cut(id, MostId) : null,
        OperationType = rejected.Type is { } type ? OperationTypes.CodeOf(type) : null,
    };

    private static string Cut(string text, int most) => text.Length <= most ? text : text[..most];

    [GeneratedRegex(@"\A[A-Za-z0-9_.:-]{1,128}\z", RegexOptions.CultureInvariant)]
    private static partial Regex IdForm();

    [GeneratedRegex(@"/[0-9]+(?=/|\z)", RegexOptions.CultureInvariant)]
    private static partial Regex Place();
}
