using Xunit.Sdk;

namespace RelationSync.E2E.Infrastructure;

/// <summary>Runs only when it is asked for by an environment variable; otherwise it isn't there at all, not even as skipped.</summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("RelationSync.E2E.Infrastructure.OnDemandDiscoverer", "RelationSync.E2E")]
public sealed class OnDemandFactAttribute(string variable) : FactAttribute
{
    /// <summary>The variable that must be <c>1</c>.</summary>
    public string Variable { get; } = variable;
}
