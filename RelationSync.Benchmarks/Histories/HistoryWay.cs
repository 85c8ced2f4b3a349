using RelationSync.Domain.Salesforce;

namespace RelationSync.Benchmarks.Histories;

/// <summary>Carries calls to the org and answers back. What has left a process is done whatever becomes of the process.</summary>
internal sealed class HistoryWay(HistoryClock clock, HistoryFaults faults, HistoryTrace trace, Random random)
{
    /// <summary>As long as the client waits for an answer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>As long as it waits for one once it is to stop.</summary>
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(10);

    /// <summary>What Salesforce is still at after that is done no more (R-D1).</summary>
    private static readonly TimeSpan LatestDone = TimeSpan.FromMinutes(9.5);

    private static readonly TimeSpan LongestWay = TimeSpan.FromMilliseconds(700);
    private static readonly TimeSpan SlowAnswer = TimeSpan.FromSeconds(55);

    public static readonly SalesforceFailure Unreachable = Failure("CONNECTION_FAILED", WriteCertainty.NotWritten);

    /// <summary>Calls that are on their way, or that the org will still do.</summary>
    public int UnderWay { get; private set; }

    /// <summary>After each call has left its process: which process, whether the call changes anything, and what goes wrong with it.</summary>
    public Action<HistoryLane, bool, HistoryFault?> Left { get; set; } = (_, _, _) => { };

    /// <summary>Nothing even begins.</summary>
    public bool IsBarred => faults.IsOrgAway;

    /// <summary>Sends a call. Null: it was done, and answered.</summary>
    /// <param name="act">What the org does when it comes to it.</param>
    public async Task<SalesforceFailure?> SendAsync(string what, HistoryLane lane, TimeProvider time, bool isWrite, Action act,
        CancellationToken cancellationToken)
    {
        TaskCompletionSource<SalesforceFailure?> answer = new();
        var fault = faults.OfCall(lane.Number);
        trace.Note(what, lane.Number);
        Send(fault, isWrite, Done, Answer);
        Left(lane, isWrite, fault);
        using var stopped = cancellationToken.Register(() => clock.After(isWrite ? StopPatience : TimeSpan.Zero,
            () => Answer(Failure("CANCELLED", WriteCertainty.TimedOut))));
        return await answer.Task;

        void Done()
        {
            act();
            trace.Note($"{what} done", lane.Number);
        }

        void Answer(SalesforceFailure? failure)
        {
            if (answer.Task.IsCompleted)
            {
                return;
            }

            lane.Post(
                _ =>
                {
                    if (answer.TrySetResult(failure))
                    {
                        trace.Note($"{what} {failure?.Code ?? "answered"}", lane.Number);
                    }
                },
                null);
        }
    }

    private void Send(HistoryFault? fault, bool isWrite, Action done, Action<SalesforceFailure?> answer)
    {
        if (faults.IsOrgAway)
        {
            Later(Moment(), () => answer(Unreachable));
            return;
        }

        if (faults.IsLimitReached)
        {
            Later(Moment(), () => answer(new SalesforceFailure(FailureClass.Limit, "REQUEST_LIMIT_EXCEEDED", "", [], WholeCall: true)));
            return;
        }

        var unknown = isWrite ? WriteCertainty.Unknown : WriteCertainty.NotWritten;
        switch (fault?.Kind)
        {
            case HistoryFaultKind.CallRefused:
                Later(Moment(), () => answer(Unreachable));
                break;
            case HistoryFaultKind.RecordsLocked when isWrite:
                Later(Moment(), () => answer(new SalesforceFailure(FailureClass.TransientRecord, "UNABLE_TO_LOCK_ROW", "", [])));
                break;
            case HistoryFaultKind.CallLost:
                Later(Moment(), () => answer(Failure("CONNECTION_LOST", unknown)));
                break;
            case HistoryFaultKind.AnswerLost:
                Later(Moment(), done + (() => Later(Moment(), () => answer(Failure("CONNECTION_LOST", unknown)))));
                break;
            case HistoryFaultKind.CallHangs or HistoryFaultKind.CallDoneLate:
                if (fault.Kind is HistoryFaultKind.CallDoneLate)
                {
                    faults.LastsUntil(clock.Elapsed + (LatestDone * fault.Size));
                    Later(LatestDone * fault.Size, done);
                }

                faults.LastsUntil(clock.Elapsed + Patience);
                clock.After(Patience, () => answer(Failure("TIMEOUT", isWrite ? WriteCertainty.TimedOut : WriteCertainty.NotWritten)));
                break;
            default:
                var slow = fault?.Kind is HistoryFaultKind.CallSlow ? SlowAnswer * fault.Size : TimeSpan.Zero;
                var (there, back) = ((slow * random.NextDouble()) + Moment(), slow + Moment());
                faults.LastsUntil(fault is null ? TimeSpan.Zero : clock.Elapsed + there + back);
                Later(there, done + (() => Later(back, () => answer(null))));
                break;
        }
    }

    private void Later(TimeSpan wait, Action act)
    {
        UnderWay++;
        clock.After(wait, act + (() => UnderWay--));
    }

    private TimeSpan Moment() => LongestWay * random.NextDouble();

    private static SalesforceFailure Failure(string code, WriteCertainty certainty) =>
        new(FailureClass.TransientCall, code, "", [], certainty, WholeCall: true);
}
