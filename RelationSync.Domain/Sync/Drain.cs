using RelationSync.Domain.Salesforce;

namespace RelationSync.Domain.Sync;

/// <summary>
/// One drain of one connection: takes on what is due, batch by batch, until nothing is left or something keeps it from
/// going on. A batch is looked up as a whole and written in parts, several at a time; meanwhile the next one is prepared.
/// </summary>
public sealed class Drain(
    ISyncStore store, ISalesforceOrg org, ConnectionView connection, DrainMemory memory, SyncSettings settings, Backoff backoff, TimeProvider clock) : IDisposable
{
    /// <summary>One that is written, and one that is prepared meanwhile.</summary>
    private const int BatchesAtOnce = 2;

    private readonly DrainContext _context = new(org, connection, memory, settings, backoff, clock);
    private readonly DrainReport _report = new();
    private readonly SemaphoreSlim _writes = new(settings.WritesAtOnce);
    private volatile SalesforceFailure? _stop;

    /// <param name="lease">The right to drain this connection; results are stored only while it holds.</param>
    /// <param name="stopping">Start nothing more; what is under way is finished.</param>
    /// <param name="halt">Finish now: what is still unanswered is in doubt.</param>
    /// <param name="enough">Others wait: after at least one batch, take on no further one.</param>
    public async Task<DrainReport> RunAsync(DrainLease lease, CancellationToken stopping, CancellationToken halt, CancellationToken enough = default)
    {
        var started = clock.GetTimestamp();
        var underWay = new List<Task>();
        var asked = false;
        try
        {
            while (MaySend(lease, stopping) && !(asked && enough.IsCancellationRequested))
            {
                await LeaveRoomAsync(underWay);
                var claimed = await store.ClaimAsync(lease, _context.Sizer.Size * settings.WritesAtOnce, halt);
                if (claimed.Count == 0)
                {
                    break;
                }

                if (claimed.Any(c => c.Doubt is not WriteCertainty.NotWritten))
                {
                    // What stands in the org tells the truth only while none of our own writes is under way.
                    await Task.WhenAll(underWay);
                }

                asked = true;
                _report.Count(claimed.Count);
                var batch = Batch.Of(claimed, connection.Zone, clock.GetUtcNow());
                await PrepareAsync(batch, halt);
                underWay.Add(Task.WhenAll(batch.Split(_context.Sizer.Size).Select(part => FinishAsync(lease, part, stopping, halt))));
            }
        }
        finally
        {
            await Task.WhenAll(underWay);
        }

        if (!asked && !stopping.IsCancellationRequested)
        {
            await AskWhetherToGoOnAsync(lease, halt);
        }

        _report.Calls = org.Calls;
        _report.Time = clock.GetElapsedTime(started);
        _report.StoppedBy = _stop?.Code;
        return _report;
    }

    /// <inheritdoc/>
    public void Dispose() => _writes.Dispose();

    /// <summary>All that can be known before the batch is written: the org, the owners, the targets, the writes in doubt.</summary>
    private async Task PrepareAsync(Batch batch, CancellationToken halt)
    {
        try
        {
            if (_stop is not null)
            {
                // Another batch came upon it while this one was taken on.
                batch.HandBack(clock.GetUtcNow());
            }

            if (!batch.Items.Any(i => i.Open))
            {
                return;
            }

            await KnowTheOrgAsync(batch, halt);
            var answer = await new LookUpStep(_context).AskAsync(batch, halt);
            await SettleDoubtsAsync(batch, answer, halt);
            await new OwnerStep(_context).AppointAsync(batch, answer.Users, halt);
            await new TypeStep(_context).EnsureAsync(batch, halt);
        }
        catch (SalesforceException e)
        {
            Stop(batch, e.Failure);
        }
        catch (OperationCanceledException) when (halt.IsCancellationRequested)
        {
            batch.HandBack(clock.GetUtcNow());
        }
    }

    /// <summary>What is given to an action here stays its own until the batch is stored (<see cref="FinishAsync"/>).</summary>
    private async Task SettleDoubtsAsync(Batch batch, LookUpAnswer answer, CancellationToken halt)
    {
        if (!batch.InDoubt.Any())
        {
            return;
        }

        var (writes, found) = (_context.Writes, answer.Events);
        var alike = batch.InDoubt.SelectMany(i => i.MayHaveSent).SelectMany(EventFingerprint.Of).Intersect(found.Select(EventFingerprint.Of)).ToHashSet();
        await writes.WhenStoredAsync(connection.ConnectionId, alike, halt);
        using var decision = await writes.DecideAsync();
        // In this order: who lets go of a claim has stored it.
        var unclaimed = found.Where(h => !writes.IsClaimed(h.Id)).ToList();
        var others = await store.GetOthersEventsAsync(_context.Capabilities!.OrgId, [.. unclaimed.Select(h => h.Id)], halt);
        batch.FoundEventIds = new DoubtStep(_context).Settle(batch, [.. unclaimed.Where(h => !others.Taken.Contains(h.Id))], answer.SeesAll, others.UnderWay);
        writes.Claim(batch.FoundEventIds);
    }

    /// <summary>Writes a part of a batch and stores what came of it.</summary>
    private async Task FinishAsync(DrainLease lease, Batch part, CancellationToken stopping, CancellationToken halt)
    {
        using var underWay = BeginWrites(part);
        using (var turn = _context.Capabilities is null ? null : _context.Writes.TakeTurn(part.Parents))
        {
            await WriteInTurnAsync(lease, part, turn, stopping, halt);
        }

        var result = part.Close();
        _report.Count(result);
        try
        {
            await store.SettleAsync(lease, result, CancellationToken.None);
        }
        finally
        {
            if (part.FoundEventIds.Count > 0)
            {
                _context.Writes.Release(part.FoundEventIds);
            }
        }
    }

    private async Task WriteInTurnAsync(DrainLease lease, Batch part, WriteTurn? turn, CancellationToken stopping, CancellationToken halt)
    {
        if (!part.Items.Any(i => i.Open))
        {
            return;
        }

        var isWriting = false;
        try
        {
            await ReachTurnAsync(turn, halt);
            await _writes.WaitAsync(halt);
            isWriting = true;
            await WriteAsync(lease, part, stopping, halt);
        }
        catch (OperationCanceledException) when (halt.IsCancellationRequested)
        {
            part.HandBack(clock.GetUtcNow());
        }
        finally
        {
            if (isWriting)
            {
                _writes.Release();
            }
        }
    }

    private async Task WriteAsync(DrainLease lease, Batch part, CancellationToken stopping, CancellationToken halt)
    {
        try
        {
            if (!MaySend(lease, stopping))
            {
                part.HandBack(clock.GetUtcNow());
                return;
            }

            await new RemoveStep(_context).RemoveAsync(part, halt);
            if (!MaySend(lease, stopping))
            {
                part.HandBack(clock.GetUtcNow());
                return;
            }

            await new CorrectStep(_context).CorrectAsync(part, halt);
            await new WriteStep(_context, store, lease).WriteAsync(part, stopping, halt);
            _stop ??= part.Result.Stop;
        }
        catch (SalesforceException e)
        {
            Stop(part, e.Failure);
        }
    }

    private bool MaySend(DrainLease lease, CancellationToken stopping) => _stop is null && !stopping.IsCancellationRequested && !lease.IsStale;

    /// <summary>Waits for others that write to the same parents, of this connection or another one; not for long, for they may hang.</summary>
    private async Task ReachTurnAsync(WriteTurn? turn, CancellationToken halt)
    {
        if (turn is null || turn.Before.IsCompleted)
        {
            return;
        }

        try
        {
            await turn.Before.WaitAsync(settings.LockPatience, clock, halt);

            // Not on the stack of the drain that ended it.
            await Task.Yield();
        }
        catch (TimeoutException)
        {
            // A refusal for the lock is tried again.
        }
    }

    /// <summary>Events that bear the marker can't be taken for another's: of them no other connection has to know.</summary>
    private IDisposable? BeginWrites(Batch batch) => _context.Capabilities is { MarkerField: false } && batch.ToWrite.Any()
        ? _context.Writes.Begin(connection.ConnectionId, batch.ToWrite.SelectMany(i => EventFingerprint.Of(i.Draft!)))
        : null;

    private void Stop(Batch batch, SalesforceFailure failure)
    {
        if (failure.Class is FailureClass.Configuration)
        {
            batch.NoteConfiguration(failure);
        }

        if (!failure.HoldsUp)
        {
            // What holds the whole connection up makes none fail; a day of anything else does.
            foreach (var item in batch.Items.Where(i => i.Open && _context.IsOutOfPatience(i)).ToList())
            {
                item.Failed(failure, clock.GetUtcNow());
            }
        }

        batch.Stop(failure, _context.Backoff, clock.GetUtcNow());
        _stop ??= failure;
    }

    private async Task KnowTheOrgAsync(Batch batch, CancellationToken halt)
    {
        if (_context.Capabilities is null)
        {
            batch.Result.Capabilities = _context.Capabilities = await FieldStep.DescribeAsync(org, halt);
        }
    }

    /// <summary>Held up by the limit with nothing to send: one small call tells whether it may go on (R-L1).</summary>
    private async Task AskWhetherToGoOnAsync(DrainLease lease, CancellationToken halt)
    {
        if (connection.State is not Connections.ConnectionState.LimitReached)
        {
            return;
        }

        var result = new BatchResult();
        try
        {
            result.Capabilities = await org.DescribeAsync(halt);
            result.WentThrough = true;
        }
        catch (SalesforceException e)
        {
            result.Stop = _stop = e.Failure;
        }

        await store.SettleAsync(lease, result, CancellationToken.None);
    }

    private static async Task LeaveRoomAsync(List<Task> underWay)
    {
        while (underWay.Count(b => !b.IsCompleted) >= BatchesAtOnce)
        {
            await Task.WhenAny(underWay.Where(b => !b.IsCompleted));
        }

        foreach (var done in underWay.Where(b => b.IsCompleted).ToList())
        {
            await done; // what went wrong there goes wrong here
            underWay.Remove(done);
        }
    }
}
