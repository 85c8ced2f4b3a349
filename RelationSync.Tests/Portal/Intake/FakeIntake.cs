using System.Text;
using RelationSync.Portal.Intake;

namespace RelationSync.Tests.Portal.Intake;

/// <summary>Takes whatever comes, each id once, or throws what it is told.</summary>
internal sealed class FakeIntake : IOperationIntake
{
    private readonly HashSet<string> _known = [];

    public List<string> Payloads { get; } = [];

    public Exception? Failure { get; set; }

    public Task<IReadOnlyList<IntakeResult>> AcceptAsync(long inboxId, IReadOnlyList<IncomingOperation> operations, CancellationToken cancellationToken)
    {
        if (Failure is not null)
        {
            throw Failure;
        }

        Payloads.AddRange(operations.Select(o => Encoding.UTF8.GetString(o.Json.Span)));
        return Task.FromResult<IReadOnlyList<IntakeResult>>(
            [.. operations.Select(o => _known.Add($"{inboxId} {o.Operation.Id}") ? IntakeResult.Accepted : IntakeResult.Duplicate)]);
    }
}
