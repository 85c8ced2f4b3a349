using RelationSync.Benchmarks.Harness;

namespace RelationSync.E2E.Infrastructure;

/// <summary>A fact about several nodes; skipped, with the way to get it, where nginx, PostgreSQL or the release before this one is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ClusterFactAttribute : FactAttribute
{
    private const string Variable = "RELATIONSYNC_FORMER_RELEASE";

    public ClusterFactAttribute(bool needsFormerRelease = false) =>
        Skip = NginxProcess.Missing ?? PostgresProcess.Missing ?? (needsFormerRelease && FormerRelease is null ? $"There is no former release here: publish one and name its folder in {Variable}." : null);

    /// <summary>Folder of a published former release; null: there is none.</summary>
    public static string? FormerRelease =>
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } folder && File.Exists(Path.Combine(folder, "RelationSync.Portal.dll")) ? Path.GetFullPath(folder) : null;
}
