using System.Text;
using RelationSync.Domain.Operations;
using RelationSync.Portal.Intake;

namespace RelationSync.Tests.Portal.Intake;

/// <summary>Takes whatever comes, each id once, or throws what it is told.</summary>
internal sealed class FakeIntake : IOperationIntake
{
    private readonly HashSet<string> _known = [];

    public List<string> Payloads { get; } = [];

    public Exception? Failure { get; set; }

    /// <summary>What the inbox has against operations.</summary>
    public Func<Operation, IntakeVerdict?> Judge { get; set; } = _ => null;

    public Task<IReadOnlyList<IntakeResult>> AcceptAsync(long inboxId, IReadOnlyList<IncomingOperation> operations, CancellationToken cancellationToken)
    {
        if (Failure is not null)
        {
            throw Failure;
        }

        Payloads.AddRange(operations.Select(o => Encoding.UTF8.GetString(o.Json.Span)));
        return Task.FromResult<IReadOnlyList<IntakeResult>>(
            [.. operations.Select(o => Judge(o.Operation) is { } verdict ? IntakeResult.Of(verdict)
                : _known.Add($"{inboxId} {o.Operation.Id}") ? IntakeResult.Accepted : IntakeResult.Duplicate)]);
    }

    public Task<T> WriteAsync<T>(Func<IntakeWrite, CancellationToken, Task<T>> body, CancellationToken cancellationToken) => throw new NotSupportedException();
}
