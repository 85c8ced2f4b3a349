using RelationSync.Benchmarks.Harness;

namespace RelationSync.E2E.Deploy;

/// <summary>A fact about the real nginx; skipped, with the way to get one, where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NginxFactAttribute : FactAttribute
{
    public NginxFactAttribute() => Skip = NginxProcess.Missing;
}
