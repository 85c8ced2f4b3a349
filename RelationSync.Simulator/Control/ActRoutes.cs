using System.Text.Json;
using RelationSync.Simulator.Store;

namespace RelationSync.Simulator.Control;

/// <summary>What people do in Salesforce that changes the ground under the product.</summary>
internal static class ActRoutes
{
    public static void MapActs(this RouteGroupBuilder org)
    {
        org.MapPost("/merge", (string org, MergeRequest request, SimulatorWorld world) => Act(world, org, request.Unknown, acts =>
        {
            acts.Merge(request.Keep, request.Lose);
            return Results.NoContent();
        }));
        org.MapPost("/convert", (string org, ConvertRequest request, SimulatorWorld world) =>
            Act(world, org, request.Unknown, acts => Results.Json(new { contact_id = acts.Convert(request.Lead, request.Contact) })));
        org.MapPost("/users/{id}/freeze", (string org, string id, SimulatorWorld world) => Freeze(world, org, id, true));
        org.MapPost("/users/{id}/unfreeze", (string org, string id, SimulatorWorld world) => Freeze(world, org, id, false));
    }

    private static IResult Act(SimulatorWorld world, string name, Dictionary<string, JsonElement>? unknown, Func<CustomerActs, IResult> act) => ControlPlane.With(world, name, org =>
    {
        if (unknown is { Count: > 0 })
        {
            return ControlPlane.Problem($"unknown: {string.Join(", ", unknown.Keys)}");
        }

        try
        {
            return act(new CustomerActs(org, world.Usernames));
        }
        catch (RecordLoadException problem)
        {
            return ControlPlane.Problem(problem.Message);
        }
    });

    /// <summary>A frozen user can't sign in and its tokens don't work; what it owns stays its own.</summary>
    private static IResult Freeze(SimulatorWorld world, string name, string givenId, bool frozen) => ControlPlane.With(world, name, org =>
    {
        if (!SalesforceId.TryNormalise(givenId, out var id) || org.Find(id) is not { Type.Name: "User" })
        {
            return ControlPlane.Problem($"no user {givenId}");
        }

        if (frozen)
        {
            org.Frozen[id] = true;
        }
        else
        {
            org.Frozen.TryRemove(id, out _);
        }

        return Results.NoContent();
    });
}
