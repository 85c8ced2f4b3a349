namespace RelationSync.Portal.Salesforce.Http;

/// <summary>Hears, after every answer that says so, how much of an org's daily limit is used. Must be quick and not throw.</summary>
internal interface IApiUsageListener
{
    void Report(Guid authorizationId, int used, int max);
}

/// <summary>Stands in where nobody listens.</summary>
internal sealed class NoApiUsageListener : IApiUsageListener
{
    public void Report(Guid authorizationId, int used, int max)
    {
        // Nobody asked.
    }
}
