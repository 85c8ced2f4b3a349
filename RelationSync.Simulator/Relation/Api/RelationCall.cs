using System.Text.Json;

namespace RelationSync.Simulator.Relation.Api;

/// <summary>One request as the record keeps it.</summary>
internal sealed class RelationCall(DateTimeOffset at, string method, string path)
{
    public DateTimeOffset At => at;

    public string Method => method;

    public string Path => path;

    /// <summary>0 while it runs, and for one that was dropped without an answer.</summary>
    public int Status { get; set; }

    /// <summary>It used up one of the minute's requests.</summary>
    public bool IsCounted { get; set; }

    /// <summary>The limit refused it.</summary>
    public bool IsOverLimit { get; set; }

    /// <summary>It would have changed something.</summary>
    public bool IsWrite { get; set; }

    /// <summary>A read beside the five that the product makes.</summary>
    public bool IsOtherRead { get; set; }

    /// <summary>Of a ticket search: what it asked.</summary>
    public JsonElement? Search { get; set; }
}
