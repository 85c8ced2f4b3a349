namespace RelationSync.Simulator.Control;

/// <summary>One request as the log keeps it.</summary>
internal sealed class CallEntry(DateTimeOffset at, string method, string path)
{
    public DateTimeOffset At => at;

    public string Method => method;

    public string Path => path;

    /// <summary>0 while it runs, and for one that was dropped without an answer.</summary>
    public int Status { get; set; }

    /// <summary>How many API calls it cost.</summary>
    public int Counted { get; set; }

    /// <summary>How many records it meant to write.</summary>
    public int Records { get; set; }

    public List<string> Soql { get; } = [];
}
