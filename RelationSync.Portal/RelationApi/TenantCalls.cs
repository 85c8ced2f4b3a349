using System.Text.Json;
using RelationSync.Domain.Relation;

namespace RelationSync.Portal.RelationApi;

/// <summary>Makes a tenant's calls, each when its limit allows, and learns from every answer.</summary>
internal sealed partial class TenantCalls(RelationApiClient client, TimeProvider clock, ILogger<TenantCalls> logger)
{
    private const int MostNames = 500;
    private const int LongestName = 64;
    private static readonly string[] Promising = ["sent_by", "sender", "operator", "user", "duration", "operated", "started", "ended"];

    public async Task<ApiAnswer> CallAsync(TenantSession session, ReadingCall call, CancellationToken cancellationToken)
    {
        for (TimeSpan wait; (wait = session.Rate.NextAt(session.Now) - session.Now) > TimeSpan.Zero;)
        {
            await Task.Delay(wait, clock, cancellationToken);
        }

        session.Rate.Sent(session.Now);
        var sentAt = clock.GetUtcNow();
        var answer = await client.SendAsync(session.Subdomain, session.Token, call, cancellationToken);
        if (answer.Date is { } date)
        {
            session.Offset.Add(date, sentAt, clock.GetUtcNow());
        }

        session.Rate.Answered(session.Now, answer.Rate.Limit, answer.Rate.Remaining, answer.Rate.ResetAt);
        if (answer.Fault == ApiFault.LimitReached)
        {
            session.Rate.Reached(session.Now, answer.Rate.ResetAt, Random.Shared.NextDouble());
        }

        if (answer.Fault == ApiFault.BadRequest && session.IsNewRefusal(call.Kind, answer.Message))
        {
            LogRefused(logger, session.Subdomain, call.Kind, answer.Message ?? "");
        }

        return answer;
    }

    /// <summary>Notes members that a ticket never had before; some would tell what is only guessed now.</summary>
    public static void Learn(TenantSession session, JsonElement ticket)
    {
        var isFirst = session.KnownMembers.Count == 0;
        foreach (var name in ApiReader.MemberNames(ticket))
        {
            if (name.Length is > 0 and <= LongestName && !name.Contains(' ', StringComparison.Ordinal) && session.KnownMembers.Count < MostNames
                && session.KnownMembers.Add(name) && !isFirst && Promising.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase)))
            {
                session.PromisingMembers.Add(name);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "Re:lation's tenant {Subdomain} refuses a call as wrong ({Call}): {Problem}")]
    private static partial void LogRefused(ILogger logger, string subdomain, string call, string problem);
}
