using Microsoft.AspNetCore.Mvc;
using RelationSync.Simulator.Control;
using RelationSync.Simulator.Relation.Acts;
using RelationSync.Simulator.Relation.Faults;

namespace RelationSync.Simulator.Relation.Control;

/// <summary><c>/_control/relation/{tenant}</c>: how tests make tenants, act in them, break them and look into them.</summary>
internal static class RelationRoutes
{
    public static void MapRelation(this RouteGroupBuilder control)
    {
        control.MapPost("/relation/{tenant}", (string tenant, TenantSettings settings, RelationWorld world) =>
            settings.Fault() is { } fault ? ControlPlane.Problem(fault) : Results.Json(world.Create(tenant, settings)));
        var group = control.MapGroup("/relation/{tenant}");
        group.MapPost("/do", Do);
        group.MapPost("/token", (string tenant, RelationWorld world) => With(world, tenant, t =>
        {
            t.ReplaceToken();
            return Results.Json(new { token = t.Token });
        }));
        group.MapPost("/faults", ArmFault);
        group.MapGet("/faults", (string tenant, RelationWorld world) =>
            With(world, tenant, t => Results.Json(t.Faults.All.Select(f => new { kind = f.KindName, times = f.Times, hits = f.Hits }).ToArray())));
        group.MapDelete("/faults", (string tenant, RelationWorld world) => With(world, tenant, t =>
        {
            t.Faults.Clear();
            t.AcceptsToken = true;
            return Results.NoContent();
        }));
        group.MapGet("/calls", (string tenant, RelationWorld world) => With(world, tenant, t => Results.Json(RelationCallsView.Of(t))));
        group.MapDelete("/calls", (string tenant, RelationWorld world) => With(world, tenant, t =>
        {
            t.Calls.Reset();
            return Results.NoContent();
        }));
        group.MapGet("/shown", (string tenant, RelationWorld world) => With(world, tenant, t => Results.Json(ShownView.Of(t))));
    }

    private static IResult Do(string tenant, [FromBody] TenantAct act, RelationWorld world)
    {
        if (world.Find(tenant) is not { } found)
        {
            return NoTenant(tenant);
        }

        try
        {
            var (ticket, message) = ActRunner.Run(found, act);
            return Results.Json(new { ticket_id = ticket, message_id = message });
        }
        catch (ActRefusedException refusal)
        {
            return ControlPlane.Problem(refusal.Message);
        }
    }

    private static IResult ArmFault(string tenant, RelationFaultRequest request, RelationWorld world) => With(world, tenant, t =>
    {
        if (RelationFaultReader.Read(request, out var problem) is not { } fault)
        {
            return ControlPlane.Problem(problem);
        }

        if (fault.Kind == RelationFaultKind.RevokeToken)
        {
            fault.Hit();
            t.AcceptsToken = false;
        }

        t.Faults.Add(fault);
        return Results.Json(new { kind = fault.KindName, times = fault.Times, hits = fault.Hits }, statusCode: StatusCodes.Status201Created);
    });

    /// <summary>What it answers is complete before the gate opens again.</summary>
    private static IResult With(RelationWorld world, string name, Func<Tenant, IResult> act)
    {
        if (world.Find(name) is not { } tenant)
        {
            return NoTenant(name);
        }

        lock (tenant.Gate)
        {
            tenant.CatchUp();
            return act(tenant);
        }
    }

    private static IResult NoTenant(string name) => Results.Json(new { error = $"no tenant {name}" }, statusCode: StatusCodes.Status404NotFound);
}
