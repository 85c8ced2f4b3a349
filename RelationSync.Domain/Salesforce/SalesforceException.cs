namespace RelationSync.Domain.Salesforce;

/// <summary>A call to Salesforce that failed as a whole.</summary>
public sealed class SalesforceException(SalesforceFailure failure, Exception? inner = null)
    : Exception($"{failure.Code}: {failure.Message}", inner)
{
    public SalesforceFailure Failure { get; } = failure;
}
