using RelationSync.Simulator.Orgs;
using RelationSync.Simulator.Rest;
using RelationSync.Simulator.Schema;

namespace RelationSync.Simulator.Soql;

/// <summary>Looks field paths up, starting at the object of FROM.</summary>
internal sealed class PathBinder(Org org, EntityType root, string? alias)
{
    private const int MostLevels = 5;

    /// <summary>What may be asked of a person or thing whose object is known only row by row.</summary>
    private static readonly EntityType NameFields = new EntityBuilder(new EntityType("Name", "Name", "000"))
        .Text("Name", 255).Text("Type", 40).Text("FirstName", 40).Text("LastName", 80)
        .Email("Email").Phone("Phone").Text("Title", 128).Entity;

    public EntityType Root => root;

    public BoundPath Bind(string path)
    {
        var parts = path.Split('.');
        var first = parts.Length > 1 && IsRoot(parts[0]) ? 1 : 0;
        if (parts.Length - first - 1 > MostLevels)
        {
            throw new ApiException(400, "MALFORMED_QUERY", $"A relationship may be followed up to {MostLevels} levels: {path}");
        }

        List<FieldType> hops = [];
        var entity = root;
        var polymorphic = false;
        for (var i = first; i < parts.Length - 1; i++)
        {
            if (!entity.TryRelationship(parts[i], out var hop))
            {
                throw new ApiException(400, "INVALID_FIELD", $"Didn't understand relationship '{parts[i]}' in field path. If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name. Please reference your WSDL or the describe call for the appropriate names.");
            }

            hops.Add(hop);
            polymorphic = hop.ReferenceTo.Count > 1;
            entity = polymorphic ? NameFields : org.Schema[hop.ReferenceTo[0]];
        }

        return new BoundPath(org, hops, Field(entity, parts[^1]), polymorphic);
    }

    public static FieldType Field(EntityType entity, string name) =>
        entity.TryField(name, out var field) && field.Kind != FieldKind.JunctionIds
            ? field
            : throw new ApiException(400, "INVALID_FIELD", $"No such column '{name}' on entity '{entity.Name}'. If you are attempting to use a custom field, be sure to append the '__c' after the custom field name. Please reference your WSDL or the describe call for the appropriate names.");

    private bool IsRoot(string part) =>
        string.Equals(part, alias, StringComparison.OrdinalIgnoreCase)
        || (string.Equals(part, root.Name, StringComparison.OrdinalIgnoreCase) && !root.TryRelationship(part, out _));
}
