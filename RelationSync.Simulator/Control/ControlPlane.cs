using System.Text.Json;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using RelationSync.Simulator.Faults;
using RelationSync.Simulator.Hosting;
using RelationSync.Simulator.Orgs;
using RelationSync.Simulator.Relation.Control;
using RelationSync.Simulator.Store;

namespace RelationSync.Simulator.Control;

/// <summary><c>/_control</c>: how tests make orgs, look into them and break them. Never counted; from this machine only.</summary>
internal static class ControlPlane
{
    public static void MapControlPlane(this IEndpointRouteBuilder routes)
    {
        var control = routes.MapGroup("/_control").AddEndpointFilter(async (context, next) =>
            LoopbackGuard.Admits(context.HttpContext)
                ? await next(context)
                : Results.Json(new { error = "the control plane answers only requests from this machine" }, statusCode: StatusCodes.Status403Forbidden));
        control.MapPost("/orgs", CreateOrg);
        control.MapPost("/clock", MoveClock);
        control.MapRelation();
        var org = control.MapGroup("/orgs/{org}");
        org.MapPatch("/", ChangeOrg);
        org.MapPost("/records", AddRecords);
        org.MapGet("/events", WriteEventsAsync);
        org.MapGet("/calls", (string org, SimulatorWorld world) => With(world, org, o => Results.Json(CallsView.Of(o.Calls.Report()))));
        org.MapDelete("/calls", (string org, SimulatorWorld world) => With(world, org, o =>
        {
            o.Calls.Reset();
            return Results.NoContent();
        }));
        org.MapActs();
        org.MapPost("/faults", ArmFault);
        org.MapGet("/faults", (string org, SimulatorWorld world) => With(world, org, o => Results.Json(o.Faults.All.Select(f => new { kind = f.KindName, times = f.Times, hits = f.Hits }))));
        org.MapDelete("/faults", (string org, SimulatorWorld world) => With(world, org, o =>
        {
            o.Faults.Clear();
            o.Calls.SetLimitReached(false);
            return Results.NoContent();
        }));
        org.MapPost("/users/{id}/revoke", (string org, string id, SimulatorWorld world) => With(world, org, o =>
        {
            if (!SalesforceId.TryNormalise(id, out var userId))
            {
                return Problem($"no user {id}");
            }

            o.Tokens.RevokeUser(userId);
            return Results.NoContent();
        }));
    }

    private static IResult CreateOrg(OrgSettings settings, HttpContext context, SimulatorWorld world)
    {
        return settings.Fault() is { } fault
            ? Problem(fault)
            : Results.Json(world.CreateOrg(settings, $"{context.Request.Scheme}://{context.Request.Host}"));
    }

    private static IResult ChangeOrg(string org, JsonElement change, IOptions<JsonOptions> json, SimulatorWorld world) => With(world, org, o =>
        OrgChange.Apply(o, change, json.Value.SerializerOptions) is { } fault ? Problem(fault) : Results.NoContent());

    private static IResult AddRecords(string org, JsonElement records, SimulatorWorld world) => With(world, org, o =>
    {
        try
        {
            return Results.Json(new { refs = RecordLoader.Load(o, world.Usernames, records) });
        }
        catch (RecordLoadException problem)
        {
            return Problem(problem.Message);
        }
    });

    private static async Task WriteEventsAsync(string org, HttpContext context, SimulatorWorld world)
    {
        if (world.Find(org) is not { } found)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        await EventsView.WriteAsync(found, context.Response, context.RequestAborted);
    }

    private static IResult ArmFault(string org, FaultRequest request, SimulatorWorld world) => With(world, org, o =>
    {
        if (FaultReader.Read(request, out var problem) is not { } fault)
        {
            return Problem(problem);
        }

        if (fault.Kind is FaultKind.RevokeTokens or FaultKind.Limit)
        {
            fault.TryHit();
        }

        if (fault.Kind == FaultKind.RevokeTokens)
        {
            o.Tokens.RevokeAll();
        }
        else if (fault.Kind == FaultKind.Limit)
        {
            o.Calls.SetLimitReached(true);
        }

        o.Faults.Add(fault);
        return Results.Json(new { kind = fault.KindName, times = fault.Times, hits = fault.Hits }, statusCode: StatusCodes.Status201Created);
    });

    private static IResult MoveClock(ClockRequest request, SimulatorWorld world)
    {
        if (request.AdvanceSeconds is { } by && !(Math.Abs(by) <= OrgSettings.MostSeconds))
        {
            return Problem("advance_seconds must be within a century");
        }

        if (request.Now is { } now)
        {
            world.Clock.Set(now);
        }

        if (request.AdvanceSeconds is { } seconds)
        {
            world.Clock.Advance(TimeSpan.FromSeconds(seconds));
        }

        return Results.Json(new { now = world.Clock.GetUtcNow() });
    }

    public static IResult With(SimulatorWorld world, string name, Func<Org, IResult> act) =>
        world.Find(name) is { } org ? act(org) : Results.Json(new { error = $"no org {name}" }, statusCode: StatusCodes.Status404NotFound);

    public static IResult Problem(string message) => Results.Json(new { error = message }, statusCode: StatusCodes.Status400BadRequest);
}
