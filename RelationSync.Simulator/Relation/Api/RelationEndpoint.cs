using RelationSync.Simulator.Hosting;

namespace RelationSync.Simulator.Relation.Api;

/// <summary>Everything below <c>/relation/{tenant}</c>.</summary>
internal sealed class RelationEndpoint(RelationWorld world, IHostApplicationLifetime lifetime)
{
    public async Task RunAsync(HttpContext context, string name)
    {
        if (world.Find(name) is not { } tenant)
        {
            await AnswerWriter.SendAsync(context, HttpAnswer.Html(404, "<!doctype html><title>404</title><p>no such tenant</p>"));
            return;
        }

        var reply = RelationService.Answer(tenant, await RequestReader.ReadAsync(context, string.Empty, PathOf(context)));
        await Task.Delay(reply.Delay, lifetime.ApplicationStopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (reply.IsHang)
        {
            context.Abort();
        }
        else if (reply.IsTruncated)
        {
            await AnswerWriter.SendHalfAsync(context, reply.Answer);
        }
        else
        {
            await AnswerWriter.SendAsync(context, reply.Answer);
        }
    }

    /// <summary>Below <c>/relation/{tenant}</c>.</summary>
    private static string PathOf(HttpContext context)
    {
        var path = RawPath.Of(context);
        var below = path.IndexOf('/', path.IndexOf('/', 1) + 1);
        return below < 0 ? string.Empty : path[below..];
    }
}
