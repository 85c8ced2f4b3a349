using System.Text.Json;
using RelationSync.Simulator.Orgs;

namespace RelationSync.Simulator.Control;

/// <summary>What may become different of an org that lives: the state of an app, and where the org is.</summary>
internal static class OrgChange
{
    private const string Apps = "apps";
    private const string MovedTo = "moved_to";

    /// <summary>What is wrong with the change, and then nothing of it is made; or null.</summary>
    public static string? Apply(Org org, JsonElement change, JsonSerializerOptions options)
    {
        if (change.ValueKind != JsonValueKind.Object)
        {
            return "an object is needed";
        }

        string[] unknown = [.. change.EnumerateObject().Select(p => p.Name).Where(name => name is not (Apps or MovedTo))];
        if (unknown.Length > 0)
        {
            return $"only {Apps} and {MovedTo} can change: {string.Join(", ", unknown)}";
        }

        try
        {
            var apps = change.TryGetProperty(Apps, out var list) ? AppListConverter.Read(list, options) : org.Apps;
            var movedTo = change.TryGetProperty(MovedTo, out var address) ? address.Deserialize<MovedTo>(options) : org.MovedTo;
            if ((OrgSettings.FaultOf(apps) ?? movedTo?.Fault()) is { } fault)
            {
                return fault;
            }

            (org.Apps, org.MovedTo) = (apps, movedTo);
            return null;
        }
        catch (JsonException problem)
        {
            return problem.Message;
        }
    }
}
