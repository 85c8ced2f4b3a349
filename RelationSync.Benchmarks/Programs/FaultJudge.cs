using System.Text.Json;
using RelationSync.Benchmarks.Harness;

namespace RelationSync.Benchmarks.Programs;

/// <summary>Judges a cell by what the simulator stored and what the portal's API says; neither is believed alone.</summary>
internal sealed class FaultJudge(FaultCell cell, IReadOnlyList<string> activities)
{
    private const string Unknown = "OUTCOME_UNKNOWN";

    private bool Deleting => cell.Step is FaultStep.Delete;

    /// <summary>Nothing more is to come of its actions.</summary>
    public bool IsSettled(IReadOnlyList<JsonElement> actions, string state) => cell.Expected switch
    {
        FaultOutcome.Waiting => state == "authorization_expired",
        FaultOutcome.InDoubt => !cell.SeesAll && Mine(actions).All(a => Status(a) is "failed"),
        _ => Mine(actions).All(a => Status(a) is "failed" || Status(a) == (Deleting ? "cancelled" : "synced")),
    };

    public FaultResult Judge(IReadOnlyList<JsonElement> actions, IReadOnlyList<JsonElement> errors, IReadOnlyList<StoredEvent> events, string state, int hits, double seconds)
    {
        var mine = Mine(actions).ToList();
        var made = activities.Select(a => events.Where(e => e.Subject.EndsWith(a, StringComparison.Ordinal)).ToList()).ToList();
        var standing = made.Sum(m => m.Count(e => !e.IsDeleted));
        var doubled = made.Sum(m => Math.Max(0, m.Count - 1));
        var lost = activities.Where((a, i) => !IsAccountedFor(mine.Find(m => Text(m, "activity_id") == a), made[i], errors, state)).Count();
        var complaints = Complaints(mine, made, errors, state, hits).ToList();
        return new FaultResult(
            cell, hits, standing, lost, doubled, Summary(errors), seconds,
            complaints.Count == 0 && lost == 0 && doubled == 0 ? null : string.Join("; ", complaints.DefaultIfEmpty("lost or doubled")));
    }

    /// <summary>One Event stands (of a delete: none), or the log says why not, or the wait goes on and the connection says so.</summary>
    private bool IsAccountedFor(JsonElement action, List<StoredEvent> made, IReadOnlyList<JsonElement> errors, string state)
    {
        if (action.ValueKind is not JsonValueKind.Object)
        {
            return false;
        }

        var standing = made.Count(e => !e.IsDeleted);
        return Status(action) switch
        {
            "synced" when Text(action, "salesforce_event_id") is null => standing == 1 && IsMasked(action, errors),
            "synced" => made.Any(e => !e.IsDeleted && e.Id[..15] == Text(action, "salesforce_event_id")?[..15]),
            "cancelled" => standing == 0,
            "failed" when MayBeUnknown => standing <= 1 && IsUnknown(action, errors),
            "failed" => standing == (Deleting ? 1 : 0) && errors.Any(e => Text(e, "action_id") == Text(action, "id") && Text(e, "severity") == "error"),
            "pending" or "syncing" => cell.Expected is FaultOutcome.InDoubt || (state == "authorization_expired" && errors.Any(e => Text(e, "category") == "authorization")),
            _ => false,
        };
    }

    private bool MayBeUnknown => cell.Expected is FaultOutcome.DoneOrUnknown || (cell.Expected is FaultOutcome.InDoubt && !cell.SeesAll);

    /// <summary>By the marker it is known to stand, though the user can't see it: the log warns that its id is unknown (R-D2).</summary>
    private bool IsMasked(JsonElement action, IReadOnlyList<JsonElement> errors) =>
        cell.Marker && !cell.SeesAll && errors.Any(e => Text(e, "action_id") == Text(action, "id") && Text(e, "severity") == "warning");

    private static bool IsUnknown(JsonElement action, IReadOnlyList<JsonElement> errors) =>
        Status(action) == "failed" && errors.Any(e => Text(e, "action_id") == Text(action, "id") && Text(e, "code") == Unknown);

    private IEnumerable<string> Complaints(List<JsonElement> mine, List<List<StoredEvent>> made, IReadOnlyList<JsonElement> errors, string state, int hits)
    {
        if (hits == 0)
        {
            yield return "the fault never struck";
        }

        var wanted = Deleting ? "cancelled" : "synced";
        var expected = cell.Expected switch
        {
            FaultOutcome.Done or FaultOutcome.DoneOrUnknown => Enumerable.Repeat(wanted, activities.Count),
            FaultOutcome.OneFailed => Enumerable.Repeat(wanted, activities.Count - 1).Prepend("failed"),
            FaultOutcome.AllFailed => Enumerable.Repeat("failed", activities.Count),
            _ => Enumerable.Repeat("pending", activities.Count),
        };
        foreach (var (activity, status) in activities.Zip(expected))
        {
            var action = mine.Find(m => Text(m, "activity_id") == activity);
            var found = action.ValueKind is JsonValueKind.Object ? Status(action) : "missing";
            if (found != status && !(status == "pending" && found == "syncing") && !(found == "failed" && MayBeUnknown && IsUnknown(action, errors)))
            {
                yield return $"{activity} is {found}, not {status} ({(action.ValueKind is JsonValueKind.Object ? Text(action, "last_error") : null) ?? "no error"})";
            }
        }

        var errorsWanted = cell.Expected switch { FaultOutcome.OneFailed or FaultOutcome.Waiting => 1, FaultOutcome.AllFailed => activities.Count, _ when MayBeUnknown => mine.Count(a => Status(a) == "failed"), _ => 0 };
        if (errors.Count(e => Text(e, "severity") == "error") is var count && count != errorsWanted)
        {
            yield return $"{count} errors in the log, not {errorsWanted}";
        }

        var limits = errors.Count(e => Text(e, "category") == "limit");
        if (limits != (cell.Kind is FaultKind.DailyLimit or FaultKind.ConcurrentLimit ? 1 : 0))
        {
            yield return $"{limits} entries about the limit";
        }

        if ((state == "authorization_expired") != (cell.Expected is FaultOutcome.Waiting))
        {
            yield return $"the connection is {state}";
        }

        if (!cell.Marker && made.Any(m => m.Any(e => e.WriteCount > 1)))
        {
            yield return "an Event was written twice";
        }

        if (cell.Expected is FaultOutcome.InDoubt && made.Any(m => m.Count > (cell.Kind is FaultKind.Hang ? 0 : 1)))
        {
            yield return "written again within the ten minutes";
        }
    }

    private IEnumerable<JsonElement> Mine(IEnumerable<JsonElement> actions) => actions.Where(a => activities.Contains(Text(a, "activity_id")));

    private static string Summary(IEnumerable<JsonElement> errors) => string.Join(
        ", ", errors.GroupBy(e => $"{Text(e, "category")}/{Text(e, "code")}").OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => g.Count() == 1 ? g.Key : $"{g.Count()} × {g.Key}"));

    private static string Status(JsonElement action) => Text(action, "status")!;

    private static string? Text(JsonElement item, string name) => item.GetProperty(name).GetString();
}
