using System.Collections.Concurrent;
using RelationSync.Domain.Operations;
using RelationSync.Portal.Live;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Intake;

/// <summary>
/// Takes operations into the store. Requests that come while another is being committed share the next commit, so that
/// many callers cost one sync of the disk; each answer still waits for the commit of its own operations.
/// </summary>
internal sealed class OperationIntake(Store store, HoldOptions holds, ChangeFeed changes, TimeProvider clock) : IOperationIntake, IDisposable
{
    private const int MostInOneCommit = 5000;
    private readonly ConcurrentQueue<Request> _queue = new();
    private readonly SemaphoreSlim _turn = new(1, 1);

    public Task<IReadOnlyList<IntakeResult>> AcceptAsync(
        long inboxId, IReadOnlyList<IncomingOperation> operations, CancellationToken cancellationToken) =>
        AcceptBesideRejectedAsync(inboxId, operations, RejectedOperations.OfPortal(inboxId), cancellationToken);

    public async Task<IReadOnlyList<IntakeResult>> AcceptBesideRejectedAsync(
        long inboxId, IReadOnlyList<IncomingOperation> operations, RejectedOperations rejected, CancellationToken cancellationToken)
    {
        var request = new Request(inboxId, [.. operations.Select(Kept)], rejected, new TaskCompletionSource<IReadOnlyList<IntakeResult>>(TaskCreationOptions.RunContinuationsAsynchronously));
        _queue.Enqueue(request);

        // Whoever's turn it is commits for all that wait. What was queued is never taken back: a caller who hangs up learns
        // at its retry that its operations are known.
        await CommitWaitingAsync();
        return await request.Answer.Task.WaitAsync(cancellationToken);
    }

    public async Task<T> WriteAsync<T>(Func<IntakeWrite, CancellationToken, Task<T>> body, CancellationToken cancellationToken)
    {
        var (result, inboxes) = await store.WriteAsync(
            async (db, token) =>
            {
                var write = new IntakeWrite(db, holds, clock.GetUtcNow());
                return (await body(write, token), write.Inboxes);
            },
            WriteGuard.InOrder,
            cancellationToken);
        Publish(inboxes);
        return result;
    }

    /// <summary>The caller's memory is only lent for as long as it waits, and it may hang up first.</summary>
    private static IncomingOperation Kept(IncomingOperation operation) => operation with { Json = operation.Json.ToArray() };

    private async Task CommitWaitingAsync()
    {
        // One commit a turn: every caller brings a turn of its own, so all get theirs.
        await _turn.WaitAsync();
        var requests = new List<Request>();
        try
        {
            if (_queue.IsEmpty)
            {
                return;
            }

            var results = await store.WriteAsync(
                (db, token) =>
                {
                    // Only now, so that those who came while the engine was busy come along. Done again, it takes still more.
                    TakeWaiting(requests);
                    return new IntakeWrite(db, holds, clock.GetUtcNow()).TakeAsync([.. requests.Select(r => (r.InboxId, r.Operations, r.Rejected))], token);
                },
                WriteGuard.InOrder,
                CancellationToken.None);
            Answer(requests, results);
        }
        catch (Exception e)
        {
            // Nothing of it was taken; every caller hears why.
            TakeWaiting(requests);
            requests.ForEach(r => r.Answer.SetException(e));
        }
        finally
        {
            _turn.Release();
        }
    }

    private void Answer(List<Request> requests, List<IReadOnlyList<IntakeResult>> results)
    {
        foreach (var (request, result) in requests.Zip(results))
        {
            request.Answer.SetResult(result);
        }

        Publish(requests.Select(r => r.InboxId).Distinct());
    }

    private void Publish(IEnumerable<long> inboxes)
    {
        foreach (var inboxId in inboxes)
        {
            changes.Publish(ChangeTopic.Actions, inboxId);
        }
    }

    /// <summary>Moves as many to these as one commit should have.</summary>
    private void TakeWaiting(List<Request> requests)
    {
        var operations = requests.Sum(r => r.Operations.Count);
        while (operations < MostInOneCommit && _queue.TryDequeue(out var request))
        {
            requests.Add(request);
            operations += request.Operations.Count;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private sealed record Request(
        long InboxId, IReadOnlyList<IncomingOperation> Operations, RejectedOperations Rejected, TaskCompletionSource<IReadOnlyList<IntakeResult>> Answer);
}
