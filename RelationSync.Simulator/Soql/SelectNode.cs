using System.Text.Json;
using RelationSync.Simulator.Orgs;
using RelationSync.Simulator.Rest;
using RelationSync.Simulator.Schema;
using RelationSync.Simulator.Store;
using RelationSync.Simulator.Text;

namespace RelationSync.Simulator.Soql;

/// <summary>The shape of an answer's rows: fields, and nested objects for relationships.</summary>
internal sealed class SelectNode(Org org)
{
    private readonly List<(string Name, FieldType Field, SelectNode? Nested)> _members = [];

    public IReadOnlyList<(string Name, FieldType Field, SelectNode? Nested)> Members => _members;

    public static SelectNode Build(Org org, PathBinder paths, IReadOnlyList<string> fields)
    {
        var root = new SelectNode(org);
        HashSet<string> seen = new(StringComparer.OrdinalIgnoreCase);
        foreach (var name in fields)
        {
            var path = paths.Bind(name);
            if (!seen.Add(string.Join('.', path.Hops.Select(h => h.RelationshipName).Append(path.Leaf.Name))))
            {
                throw new ApiException(400, "MALFORMED_QUERY", $"duplicate field selected: {name}");
            }

            root.Add(path);
        }

        return root;
    }

    public void Write(Utf8JsonWriter json, Record row, string version)
    {
        json.WriteStartObject();
        RecordWriter.Attributes(json, row.Type.Name, row.Id, version);
        foreach (var (name, field, nested) in _members)
        {
            json.WritePropertyName(name);
            if (nested is null)
            {
                WriteValue(json, row, name, field);
            }
            else if (row[field] is string id && org.Find(id) is { } next)
            {
                nested.Write(json, next, version);
            }
            else
            {
                json.WriteNullValue();
            }
        }

        json.WriteEndObject();
    }

    /// <summary>Below <c>Who</c> and <c>What</c> a field is found by name on whatever object the row is.</summary>
    private static void WriteValue(Utf8JsonWriter json, Record row, string name, FieldType field)
    {
        if (row.Type.TryField(name, out var own))
        {
            RecordWriter.Value(json, row[own]);
        }
        else
        {
            RecordWriter.Value(json, field.Name == "Type" ? row.Type.Name : null);
        }
    }

    private void Add(BoundPath path)
    {
        var node = this;
        foreach (var hop in path.Hops)
        {
            var found = node._members.Find(m => m.Field == hop && m.Nested is not null).Nested;
            if (found is null)
            {
                found = new SelectNode(org);
                node._members.Add((hop.RelationshipName!, hop, found));
            }

            node = found;
        }

        node._members.Add((path.Leaf.Name, path.Leaf, null));
    }
}
