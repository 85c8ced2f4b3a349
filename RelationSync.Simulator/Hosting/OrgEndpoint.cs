using RelationSync.Simulator.Control;
using RelationSync.Simulator.Faults;
using RelationSync.Simulator.Orgs;

namespace RelationSync.Simulator.Hosting;

/// <summary>Everything below <c>/{org}</c>: reads the request, lets an armed fault have its way, else answers.</summary>
internal sealed class OrgEndpoint(SimulatorWorld world, OrgService service, IHostApplicationLifetime lifetime)
{
    private const int DefaultHangMs = 60_000;

    public async Task RunAsync(HttpContext context, string orgName, string path, bool atRoot = false)
    {
        if (world.At(orgName) is not { } org)
        {
            await AnswerWriter.SendAsync(context, HttpAnswer.Html(404, "<!doctype html><title>404</title><p>no such org</p>"));
            return;
        }

        OrgRequest request;
        try
        {
            request = await RequestReader.ReadAsync(context, BaseUrl(context, org, orgName, atRoot), path);
        }
        catch (InvalidDataException)
        {
            await AnswerWriter.SendAsync(context, RestAnswers.BadEncoding());
            return;
        }

        var entry = org.Calls.Begin(request.Method, request.PathAndQuery);
        if (org.MovedTo is { } moved && OldAddress.Refuses(moved, request))
        {
            await GoneAsync(context, entry, OldAddress.Answer(moved, request));
            return;
        }

        var fault = org.Faults.Strike(request);
        if (fault is null)
        {
            await FinishAsync(context, entry, await service.AnswerAsync(org, request, entry));
        }
        else
        {
            await StrikeAsync(context, org, request, entry, fault);
        }
    }

    private static string BaseUrl(HttpContext context, Org org, string name, bool atRoot)
    {
        var host = $"{context.Request.Scheme}://{context.Request.Host}";
        var isOwnName = string.Equals(name, org.Name, StringComparison.OrdinalIgnoreCase);
        return atRoot ? host : $"{host}/{(isOwnName ? org.Name : name)}";
    }

    private static async Task GoneAsync(HttpContext context, CallEntry entry, HttpAnswer? answer)
    {
        if (answer is null)
        {
            context.Abort();
            return;
        }

        await FinishAsync(context, entry, answer);
    }

    private async Task StrikeAsync(HttpContext context, Org org, OrgRequest request, CallEntry entry, Fault fault)
    {
        if (fault.Kind != FaultKind.Hang)
        {
            await WaitAsync(fault.Request.DelayMs ?? 0);
        }

        switch (fault.Kind)
        {
            case FaultKind.Status or FaultKind.Html503 or FaultKind.Token5xx:
                await FinishAsync(context, entry, FaultAnswers.Of(org, request, fault));
                break;
            case FaultKind.CloseBefore:
                context.Abort();
                break;
            case FaultKind.CloseAfter:
                await service.AnswerAsync(org, request, entry);
                context.Abort();
                break;
            case FaultKind.Truncate:
                var answer = await service.AnswerAsync(org, request, entry);
                entry.Status = answer.Status;
                await AnswerWriter.SendHalfAsync(context, answer);
                break;
            case FaultKind.Hang:
                await HangAsync(org, request, entry, fault);
                context.Abort();
                break;
        }
    }

    private async Task HangAsync(Org org, OrgRequest request, CallEntry entry, Fault fault)
    {
        if (fault.Request.Commit == "at_once")
        {
            await service.AnswerAsync(org, request, entry);
        }

        Task Delay() => WaitAsync(fault.Request.DelayMs ?? DefaultHangMs);
        await (fault.Request.Commit == "late" ? service.AnswerAsync(org, request, entry, Delay) : Delay());
    }

    /// <summary>Waits on, whether the client does or not; only the end of the process cuts it short.</summary>
    private async Task WaitAsync(int milliseconds)
    {
        if (milliseconds > 0)
        {
            await Task.Delay(milliseconds, lifetime.ApplicationStopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task FinishAsync(HttpContext context, CallEntry entry, HttpAnswer answer)
    {
        entry.Status = answer.Status;
        await AnswerWriter.SendAsync(context, answer);
    }
}
