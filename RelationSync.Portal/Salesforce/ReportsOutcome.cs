using RelationSync.Domain.Salesforce;

namespace RelationSync.Portal.Salesforce;

/// <summary>Result of deploying the reports.</summary>
public sealed record ReportsOutcome
{
    /// <summary>Set if the deployment could not be requested, or its result not read.</summary>
    public SalesforceFailure? Failure { get; init; }

    /// <summary>Salesforce's objections; one is enough for nothing to have been saved.</summary>
    public IReadOnlyList<ReportProblem> Problems { get; init; } = [];

    /// <summary>Salesforce has not finished within the time that a person waits.</summary>
    public bool IsUnderWay { get; init; }

    public bool IsDeployed => Failure is null && Problems.Count == 0 && !IsUnderWay;
}

/// <param name="Component">Its name, as in the package.</param>
/// <param name="Text">Salesforce's, in the language of the connecting user.</param>
public sealed record ReportProblem(string Component, string Text);
