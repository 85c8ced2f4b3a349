using RelationSync.Domain.Operations;
using RelationSync.Portal.Storage.Engines;

namespace RelationSync.Portal.Storage.Queries;

/// <summary>Which actions count for the five minutes, and from when they run (R-T12).</summary>
internal static class SlaClock
{
    /// <summary>A range before the connection (R-T14) and a test (R-T15, R-T16) don't count.</summary>
    /// <param name="alias">Of the table of actions, with its dot; or nothing.</param>
    public static string Counts(string alias = "") => $"""({alias}"Source" <> {OperationSource.Backfill.Sql()} AND NOT {alias}"IsTest")""";

    /// <summary>The later of trigger and arrival; of what was read from Re:lation's API its own time.</summary>
    /// <param name="dialect">The engine's.</param>
    /// <param name="alias">Of the table of actions, with its dot; or nothing.</param>
    public static string Start(Dialect dialect, string alias = "") =>
        $"""COALESCE({alias}"ClockAt", {dialect.Greatest($"{alias}\"TriggerAt\"", $"{alias}\"ArrivedAt\"")})""";
}
