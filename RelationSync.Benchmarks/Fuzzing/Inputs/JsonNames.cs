using System.Runtime.InteropServices;
using System.Text.Json;
using RelationSync.Domain.Operations;

namespace RelationSync.Benchmarks.Fuzzing.Inputs;

/// <summary>Looks for names given twice in a tree, which the intake doesn't build.</summary>
internal static class JsonNames
{
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = int.MaxValue };

    public static bool AreTwice(byte[] json)
    {
        using var document = JsonDocument.Parse(json, Deep);
        var left = new Stack<JsonElement>([document.RootElement]);
        while (left.TryPop(out var element))
        {
            if (element.ValueKind is JsonValueKind.Array)
            {
                foreach (var item in element.EnumerateArray())
                {
                    left.Push(item);
                }
            }
            else if (element.ValueKind is JsonValueKind.Object)
            {
                var names = new HashSet<string>(StringComparer.Ordinal);
                foreach (var member in element.EnumerateObject())
                {
                    if (!names.Add(LenientJson.Unescaped(JsonMarshal.GetRawUtf8PropertyName(member))))
                    {
                        return true;
                    }

                    left.Push(member.Value);
                }
            }
        }

        return false;
    }
}
