namespace RelationSync.Portal.Foundation;

/// <summary>The simulator of Salesforce and Re:lation, for trying things out on one machine.</summary>
public interface ISimulator
{
    /// <summary>From the settings, without a slash at the end.</summary>
    string Address { get; }

    /// <summary>It runs in this process, so its page can be linked to.</summary>
    bool IsRunning { get; }
}
