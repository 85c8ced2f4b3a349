using Microsoft.EntityFrameworkCore;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.RelationApi;

/// <summary>Asks, once and then weekly, what a tenant's search can do beyond what is documented. Reads only.</summary>
internal sealed class ProbeTenant(Store store, TenantCalls calls)
{
    public static readonly TimeSpan Interval = TimeSpan.FromDays(7);

    /// <summary>Whether <c>last_updated_since</c> is honoured: tomorrow's answers nothing where everything's answers something.</summary>
    public async Task<ApiAnswer?> RunAsync(TenantSession session, long boxId, CancellationToken cancellationToken)
    {
        var honoured = false;
        var all = await AskAsync(session, boxId, new TicketQuery(null) { PerPage = 1 }, cancellationToken);
        if (!all.IsGood && all.Fault is not ApiFault.BadRequest)
        {
            return all;
        }

        if (all.IsGood && all.Json.GetArrayLength() > 0)
        {
            var none = await AskAsync(session, boxId, new TicketQuery(session.Now.AddDays(1), ByUpdate: true) { PerPage = 1 }, cancellationToken);
            if (!none.IsGood && none.Fault is not ApiFault.BadRequest)
            {
                return none;
            }

            honoured = none.IsGood && none.Json.GetArrayLength() == 0;
        }

        session.SearchesByUpdate = honoured;
        await store.WriteAsync(
            async (db, token) =>
            {
                if (await db.RelationTenants.SingleOrDefaultAsync(t => t.Subdomain == session.Subdomain, token) is { } tenant)
                {
                    tenant.ProbedAt = session.Now;
                    session.SaveTo(tenant);
                }
            },
            WriteGuard.Rows,
            cancellationToken);
        return null;
    }

    private async Task<ApiAnswer> AskAsync(TenantSession session, long boxId, TicketQuery query, CancellationToken cancellationToken)
    {
        var answer = await calls.CallAsync(session, ReadingCall.Search(boxId, query with { WithSpam = !session.RefusesSpam }, 1), cancellationToken);
        return answer.IsGood && answer.Json.ValueKind != System.Text.Json.JsonValueKind.Array ? answer with { Fault = ApiFault.Unavailable } : answer;
    }
}
