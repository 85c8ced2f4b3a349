using RelationSync.Domain.Owners;
using RelationSync.Domain.Salesforce;

namespace RelationSync.Domain.Sync;

/// <summary>
/// One org as one authorisation sees it. Calls that fail as a whole throw <see cref="SalesforceException"/>, but for
/// writes, which answer record by record whatever happens. An expired access token is renewed inside, once.
/// </summary>
public interface ISalesforceOrg
{
    /// <summary>API calls made through this object so far, as Salesforce counts them.</summary>
    int Calls { get; }

    /// <summary>Gets an access token, if there is none yet: whatever fails here has sent nothing.</summary>
    Task ConnectAsync(CancellationToken cancellationToken);

    /// <summary>Describes Event: one call.</summary>
    Task<OrgCapabilities> DescribeAsync(CancellationToken cancellationToken);

    /// <summary>Answers the whole question, in as few Composites as it fits (5 queries each, 100,000 characters a query).</summary>
    Task<LookUpAnswer> LookUpAsync(LookUpQuestion question, CancellationToken cancellationToken);

    /// <summary>
    /// Writes at most 1,000 Events in one Composite of Collections, upserted by the marker where
    /// <paramref name="byMarker"/>, else created. Outcomes come in the order of the records.
    /// </summary>
    /// <param name="recordsPerCollection">1 to 200.</param>
    Task<IReadOnlyList<WriteOutcome>> WriteAsync(
        IReadOnlyList<EventRecord> records, bool byMarker, int recordsPerCollection, CancellationToken cancellationToken);

    /// <summary>Changes owner and times of at most 1,000 Events that stand, by their ids. One that is gone is refused, never made again.</summary>
    Task<IReadOnlyList<WriteOutcome>> ChangeAsync(IReadOnlyList<EventChange> changes, CancellationToken cancellationToken);

    /// <summary>Deletes at most 1,000 Events. One that is gone already, or was never there, is refused with Salesforce's code.</summary>
    Task<IReadOnlyList<WriteOutcome>> DeleteAsync(IReadOnlyList<string> eventIds, CancellationToken cancellationToken);

    /// <summary>Creates users on the integration licence (R-O3). Outcomes come in the order given.</summary>
    Task<IReadOnlyList<UserOutcome>> CreateUsersAsync(IReadOnlyList<NewUser> users, CancellationToken cancellationToken);

    /// <summary>Adds the labels that the picklist lacks, in one read-merge-write, one at a time per org, and reads it again (R-M5).</summary>
    Task<TypesOutcome> AddTypesAsync(IReadOnlyCollection<string> labels, CancellationToken cancellationToken);
}
