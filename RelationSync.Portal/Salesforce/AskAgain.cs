using RelationSync.Domain.Salesforce;
using RelationSync.Domain.Sync;
using RelationSync.Portal.Salesforce.OAuth;

namespace RelationSync.Portal.Salesforce;

/// <summary>
/// Asks Salesforce whether it takes an authorisation again that it refused (R-A4, R-A7): a renewed token, a call of the REST
/// API, and one of SOAP, each of which may be what was refused.
/// </summary>
internal sealed class AskAgain(IAuthorizationStore store, AccessTokens tokens, SalesforceOrgs orgs)
{
    /// <summary>Null: it takes it, and whatever was wrong is over.</summary>
    public async Task<SalesforceFailure?> RunAsync(Guid authorizationId, CancellationToken cancellationToken)
    {
        var failure = await FailureAsync(authorizationId, cancellationToken);
        if (failure is null)
        {
            await store.EndTroubleAsync(authorizationId, cancellationToken);
        }
        else if (failure.Class is not (FailureClass.AuthorizationGone or FailureClass.Blocked))
        {
            await store.PostponeAsync(authorizationId, cancellationToken);
        }

        return failure;
    }

    /// <summary>Before anything else is asked: what a person has mended at Salesforce is good at once.</summary>
    public async Task RunIfInTroubleAsync(Guid authorizationId, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(authorizationId, cancellationToken) is { IsInTrouble: true })
        {
            await RunAsync(authorizationId, cancellationToken);
        }
    }

    private async Task<SalesforceFailure?> FailureAsync(Guid authorizationId, CancellationToken cancellationToken)
    {
        try
        {
            await tokens.KeepAliveAsync(authorizationId, cancellationToken);
        }
        catch (SalesforceException e)
        {
            return e.Failure;
        }

        var org = orgs.OpenFor(authorizationId, null);
        return Lasting(await DescribeAsync(org, cancellationToken)) ?? Lasting((await org.AddTypesAsync([], cancellationToken)).Failure);
    }

    private static async Task<SalesforceFailure?> DescribeAsync(ISalesforceOrg org, CancellationToken cancellationToken)
    {
        try
        {
            await org.DescribeAsync(cancellationToken);
            return null;
        }
        catch (SalesforceException e)
        {
            return e.Failure;
        }
    }

    /// <summary>A refusal of anything else, a limit that is reached, says that the authorisation was taken.</summary>
    private static SalesforceFailure? Lasting(SalesforceFailure? failure) =>
        failure is { Class: FailureClass.AuthorizationGone or FailureClass.Blocked or FailureClass.TransientCall } ? failure : null;
}
