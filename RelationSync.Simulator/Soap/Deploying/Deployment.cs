using System.Xml.Linq;
using RelationSync.Simulator.OAuth;
using RelationSync.Simulator.Orgs;

namespace RelationSync.Simulator.Soap.Deploying;

/// <summary>One deployment: checked and saved on arrival, and reported as done from the second status call on, as a real one takes time.</summary>
internal sealed class Deployment
{
    private static readonly XNamespace Ns = SoapAnswer.Metadata;

    private int _asked;

    private Deployment(string id, Session session, DateTimeOffset at, XElement? options)
    {
        Id = id;
        UserId = session.UserId;
        At = at;
        CheckOnly = Flag(options, "checkOnly");
        RollbackOnError = Flag(options, "rollbackOnError");
    }

    public string Id { get; }

    public string UserId { get; }

    public DateTimeOffset At { get; }

    public bool CheckOnly { get; }

    public bool RollbackOnError { get; }

    public IReadOnlyList<DeployMessage> Successes { get; private set; } = [];

    public IReadOnlyList<DeployMessage> Failures { get; private set; } = [];

    public string Status => Failures.Count == 0 ? "Succeeded" : RollbackOnError || Successes.Count == 0 ? "Failed" : "SucceededPartial";

    /// <summary>False the first time: still at work.</summary>
    public bool IsDone() => Interlocked.Increment(ref _asked) > 1;

    public static Deployment Run(Org org, Session session, string id, XElement operation)
    {
        var deployment = new Deployment(id, session, org.Clock.GetUtcNow(), operation.Element(Ns + "DeployOptions"));
        var package = Package.Read(operation.Element(Ns + "ZipFile")?.Value ?? string.Empty);
        using var gate = GateScope.Write(org);
        deployment.Save(org, package);
        return deployment;
    }

    private void Save(Org org, Package package)
    {
        var checks = new ComponentChecks(org, package.Components);
        var judged = package.Components.Select(c => (Component: c, Problem: checks.Problem(c))).ToList();
        Failures = [.. package.Problems, .. judged.Where(j => j.Problem is not null).Select(j => DeployMessage.Failure(j.Component.Type, j.Component.FullName, j.Component.Path, j.Problem!))];
        var good = judged.Where(j => j.Problem is null).Select(j => j.Component).ToList();
        Successes = [.. good.Select(c => Message(org, c))];
        if (CheckOnly || (RollbackOnError && Failures.Count > 0))
        {
            return;
        }

        foreach (var component in good)
        {
            Apply(org, component);
        }
    }

    private static DeployMessage Message(Org org, Component component)
    {
        var before = org.Metadata.Find(component.Type, component.FullName);
        return new DeployMessage(component.Type, component.FullName, component.Path, null)
        {
            Created = before is null,
            Changed = before is null || !XNode.DeepEquals(before, component.Element),
        };
    }

    private static void Apply(Org org, Component component)
    {
        switch (component.Type)
        {
            case "CustomField" when FieldDefinition.Find(org, component.FullName) is null:
                new FieldDefinition(org, component.FullName, component.Element).Apply();
                break;
            case "StandardValueSet":
                new ValueSetDefinition(org, component.FullName, component.Element).Apply();
                break;
        }

        org.Metadata.Put(component);
    }

    private static bool Flag(XElement? options, string name) => options?.Element(Ns + name)?.Value.Trim() == "true";
}
