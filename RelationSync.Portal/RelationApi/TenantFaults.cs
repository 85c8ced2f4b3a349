using Microsoft.EntityFrameworkCore;
using RelationSync.Domain.Relation;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.RelationApi;

/// <summary>What follows from what goes wrong with a tenant or one of its boxes.</summary>
internal sealed partial class TenantFaults(Store store, ILogger<TenantFaults> logger)
{
    /// <summary>How often a refused token is tried again.</summary>
    public static readonly TimeSpan TokenRetry = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan BoxPause = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan GonePause = TimeSpan.FromHours(1);
    private static readonly TimeSpan ChangedRetry = TimeSpan.FromHours(1);
    private static readonly TimeSpan SearchRetry = TimeSpan.FromSeconds(15);
    private const int MostRefusedScans = 3;

    /// <summary>Re:lation is there and takes the token.</summary>
    public static void Heal(RelationTenant tenant)
    {
        if (tenant.State != RelationTenantState.Active)
        {
            (tenant.State, tenant.StateSince, tenant.LastProblem) = (RelationTenantState.Active, null, null);
        }

        (tenant.Failures, tenant.FailingSince) = (0, null);
    }

    /// <summary>Stores what a refused call means for its tenant and, of a search, its box.</summary>
    /// <param name="box">Whose search it was; null: another call.</param>
    public async Task TakeAsync(TenantSession session, PolledBox? box, ApiAnswer answer, CancellationToken cancellationToken)
    {
        if (answer.Fault == ApiFault.LimitReached)
        {
            await SaveAsync(session, null, (_, _) => { }, cancellationToken);
            return;
        }

        var now = session.Now;
        var jitter = Random.Shared.NextDouble();
        var before = RelationTenantState.Active;
        var state = RelationTenantState.Active;
        await SaveAsync(
            session,
            box,
            (tenant, row) =>
            {
                before = tenant.State;
                if (Apply(tenant, row, answer, now, jitter) is { } until)
                {
                    tenant.PausedUntil = until;
                }

                state = tenant.State;
            },
            cancellationToken);
        if (state != before)
        {
            LogState(logger, session.Subdomain, state, answer.Message ?? "");
        }
    }

    /// <summary>When the tenant may be asked again; null: at once.</summary>
    private static DateTimeOffset? Apply(RelationTenant tenant, RelationBox? box, ApiAnswer answer, DateTimeOffset now, double jitter)
    {
        switch (answer.Fault)
        {
            case ApiFault.TokenRefused:
                Enter(tenant, RelationTenantState.TokenRefused, answer, now);
                return now + TokenRetry;
            case ApiFault.Unavailable:
                tenant.Failures++;
                tenant.FailingSince ??= now;
                Enter(tenant, RelationTenantState.Unavailable, answer, now);
                return now + (RetryDelays.OfTenant(tenant.Failures) * (1 + (jitter * 0.1)));
            case ApiFault.BadRequest when box is not null:
                box.RefusedScans++;
                box.NextScanAt = now + SearchRetry;
                tenant.LastProblem = answer.Message;
                if (box.RefusedScans < MostRefusedScans)
                {
                    return null;
                }

                Enter(tenant, RelationTenantState.ApiChanged, answer, now);
                return now + ChangedRetry;
            case ApiFault.Forbidden or ApiFault.NotFound when box is not null:
                var isGone = answer.Fault == ApiFault.NotFound;
                (box.Fault, box.FaultUntil) = (isGone ? RelationBoxFault.Gone : RelationBoxFault.Forbidden, now + (isGone ? GonePause : BoxPause));
                return null;
            default:
                if (box is not null)
                {
                    box.NextScanAt = now + SearchRetry;
                }

                return null;
        }
    }

    private static void Enter(RelationTenant tenant, RelationTenantState state, ApiAnswer answer, DateTimeOffset now)
    {
        tenant.StateSince = tenant.State == state ? tenant.StateSince ?? now : now;
        (tenant.State, tenant.LastProblem) = (state, answer.Message);
    }

    private async Task SaveAsync(TenantSession session, PolledBox? box, Action<RelationTenant, RelationBox?> change, CancellationToken cancellationToken)
    {
        var until = await store.WriteAsync(
            async (db, token) =>
            {
                if (await db.RelationTenants.SingleOrDefaultAsync(t => t.Subdomain == session.Subdomain, token) is not { } tenant)
                {
                    return null;
                }

                session.SaveTo(tenant);
                change(tenant, box is null ? null : await ScanBox.FindAsync(db, box, token));
                return tenant.PausedUntil;
            },
            WriteGuard.Rows,
            cancellationToken);
        if (until is { } pause)
        {
            session.Rate.Pause(pause);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Re:lation's tenant {Subdomain} is now {State}: {Problem}")]
    private static partial void LogState(ILogger logger, string subdomain, RelationTenantState state, string problem);
}
