using RelationSync.Domain.Owners;
using RelationSync.Domain.Salesforce;
using RelationSync.Domain.Sync;
using RelationSync.Portal.Salesforce;

namespace RelationSync.Benchmarks.Histories;

/// <summary>The way from one process to the org: calls take time, fail, hang, come late, or are done and not answered.</summary>
internal sealed class HistoryOrgs(HistoryOrg org, HistoryWay way, HistoryTime time, HistoryLane lane) : ISalesforceOrgs
{
    public ISalesforceOrg Open(Guid authorizationId, Guid connectionId) => new Port(org, way, time, lane, HistoryStore.UserOf(authorizationId));

    /// <summary>The port of one drain.</summary>
    private sealed class Port(HistoryOrg org, HistoryWay way, HistoryTime time, HistoryLane lane, string user) : ISalesforceOrg
    {
        public int Calls { get; private set; }

        public Task ConnectAsync(CancellationToken cancellationToken) =>
            way.IsBarred ? throw new SalesforceException(HistoryWay.Unreachable) : Task.CompletedTask;

        public Task<OrgCapabilities> DescribeAsync(CancellationToken cancellationToken) =>
            AskAsync("describe", () => org.Describe(user), cancellationToken);

        public Task<LookUpAnswer> LookUpAsync(LookUpQuestion question, CancellationToken cancellationToken) =>
            AskAsync("look up", () => org.LookUp(question, user), cancellationToken);

        public Task<IReadOnlyList<WriteOutcome>> WriteAsync(IReadOnlyList<EventRecord> records, bool byMarker, int recordsPerCollection,
            CancellationToken cancellationToken) =>
            DoAsync("write", records, r => org.Write(r, byMarker, user), WriteOutcome.Failed, cancellationToken);

        public Task<IReadOnlyList<WriteOutcome>> ChangeAsync(IReadOnlyList<EventChange> changes, CancellationToken cancellationToken) =>
            DoAsync("change", changes, c => org.Change(c, user), WriteOutcome.Failed, cancellationToken);

        public Task<IReadOnlyList<WriteOutcome>> DeleteAsync(IReadOnlyList<string> eventIds, CancellationToken cancellationToken) =>
            DoAsync("delete", eventIds, id => org.Delete(id, user), WriteOutcome.Failed, cancellationToken);

        public Task<IReadOnlyList<UserOutcome>> CreateUsersAsync(IReadOnlyList<NewUser> users, CancellationToken cancellationToken) =>
            DoAsync("create users", users, org.Create, failure => new UserOutcome(null, failure), cancellationToken);

        public Task<TypesOutcome> AddTypesAsync(IReadOnlyCollection<string> labels, CancellationToken cancellationToken) =>
            throw new NotSupportedException("The org of a history has every label.");

        private async Task<T> AskAsync<T>(string what, Func<T> answer, CancellationToken cancellationToken)
            where T : class
        {
            Calls++;
            T? told = null;
            var failure = await way.SendAsync(what, lane, time, isWrite: false, () => told = answer(), cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
            return failure is null ? told! : throw new SalesforceException(failure);
        }

        private async Task<IReadOnlyList<TOutcome>> DoAsync<T, TOutcome>(
            string what, IReadOnlyList<T> items, Func<T, TOutcome> act, Func<SalesforceFailure, TOutcome> failed, CancellationToken cancellationToken)
        {
            Calls++;
            List<TOutcome> outcomes = [];
            var failure = await way.SendAsync(what, lane, time, isWrite: true, () => outcomes.AddRange(items.Select(act)), cancellationToken);
            return failure is null ? outcomes : [.. items.Select(_ => failed(failure))];
        }
    }
}
