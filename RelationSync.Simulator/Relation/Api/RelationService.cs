using System.Globalization;
using RelationSync.Simulator.Hosting;
using RelationSync.Simulator.Relation.Faults;

namespace RelationSync.Simulator.Relation.Api;

/// <summary>Takes a request of a tenant: token, limit, faults, then the API itself.</summary>
internal static class RelationService
{
    public static RelationReply Answer(Tenant tenant, OrgRequest request)
    {
        lock (tenant.Gate)
        {
            tenant.CatchUp();
            RelationCall call = new(tenant.Now, request.Method, request.PathAndQuery);
            RelationApi.Classify(request, call);
            tenant.Calls.Add(call);
            var fault = tenant.Faults.Strike(request);
            var answer = fault?.Kind switch
            {
                RelationFaultKind.Html503 => RelationFaultAnswers.Maintenance(),
                RelationFaultKind.Forbidden => RelationFaultAnswers.Forbidden(),
                _ => Usual(tenant, request, call, fault),
            };
            if (fault is { Kind: RelationFaultKind.Forbidden, WithHeaders: true })
            {
                AddLimit(answer, tenant.Rate.At(tenant.Now) with { Remaining = 0 });
            }

            answer.Headers["Date"] = tenant.Now.UtcDateTime.ToString("R", CultureInfo.InvariantCulture);
            call.Status = fault?.Kind == RelationFaultKind.Hang ? 0 : answer.Status;
            tenant.Calls.Count(call);
            return new RelationReply(answer, fault, call);
        }
    }

    private static HttpAnswer Usual(Tenant tenant, OrgRequest request, RelationCall call, RelationFault? fault)
    {
        var answer = Limited(tenant, request, call, fault);
        AddLimit(answer, tenant.Rate.At(tenant.Now));
        return answer;
    }

    private static HttpAnswer Limited(Tenant tenant, OrgRequest request, RelationCall call, RelationFault? fault)
    {
        if (!tenant.AcceptsToken || request.Header("Authorization") != $"Bearer {tenant.Token}")
        {
            return RelationApi.Refuse(401, "invalid token");
        }

        if (!tenant.Rate.TryTake(tenant.Now))
        {
            call.IsOverLimit = true;
            return RelationApi.Refuse(403, "rate limit exceeded");
        }

        call.IsCounted = true;
        if (fault?.Kind == RelationFaultKind.Status)
        {
            return RelationApi.Refuse(fault.Status, RelationFaultAnswers.MessageOf(fault.Status));
        }

        var answer = RelationApi.Answer(tenant, request);
        var distorted = tenant.Faults.Distort(request, answer);
        if (answer.Status == 200 && ReferenceEquals(distorted, answer) && fault?.Kind is not (RelationFaultKind.Truncate or RelationFaultKind.Hang))
        {
            RelationApi.NoteServed(tenant, request);
        }

        return distorted;
    }

    private static void AddLimit(HttpAnswer answer, RateCount count)
    {
        answer.Headers["X-RateLimit-Limit"] = RateWindow.Limit.ToString(CultureInfo.InvariantCulture);
        answer.Headers["X-RateLimit-Remaining"] = count.Remaining.ToString(CultureInfo.InvariantCulture);
        answer.Headers["X-RateLimit-Reset"] = count.Reset.ToString(CultureInfo.InvariantCulture);
    }
}
