using System.Collections.Concurrent;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace RelationSync.Simulator.Control;

/// <summary>
/// Writes each query that clients ask into a file of the folder <c>Simulator:SoqlLog</c>, once, as a JSON string a line: for
/// an independent parser to judge. Without a folder it does nothing.
/// </summary>
internal sealed class SoqlLog(IConfiguration configuration)
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly string? _folder = configuration["Simulator:SoqlLog"] is { Length: > 0 } folder ? folder : null;
    private readonly string _file = $"{Guid.NewGuid():N}.jsonl";
    private readonly ConcurrentDictionary<string, bool> _known = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    public void Write(IEnumerable<string> queries)
    {
        if (_folder is null)
        {
            return;
        }

        foreach (var query in queries.Where(q => _known.TryAdd(q, true)))
        {
            lock (_gate)
            {
                Directory.CreateDirectory(_folder);
                File.AppendAllText(Path.Combine(_folder, _file), JsonSerializer.Serialize(query, Plain) + "\n");
            }
        }
    }
}
