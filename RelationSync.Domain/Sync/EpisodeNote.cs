using RelationSync.Domain.ErrorLog;

namespace RelationSync.Domain.Sync;

/// <summary>What an episode is of: a kind, and what it is about where there may be several.</summary>
public readonly record struct EpisodeKey(string Kind, string About)
{
    public static readonly EpisodeKey Limit = new("limit", "");
    public static readonly EpisodeKey Budget = new("budget", "");
    public static readonly EpisodeKey Authorization = new("authorization", "");
    public static readonly EpisodeKey SharedActivities = new("shared_activities", "");

    /// <summary>An operator for whom no user of their own could be had (R-O4).</summary>
    public static EpisodeKey Owner(string email) => new("owner", email.ToLowerInvariant());

    /// <summary>An operator for whom no user is made, because they are only guessed (R-O3).</summary>
    public static EpisodeKey NoUser(string email) => new("no_user", email.ToLowerInvariant());

    /// <summary>A label that the picklist lacks and that can't be added (R-M5).</summary>
    public static EpisodeKey Type(string label) => new("type", label);

    /// <summary>A field of Event that the connecting user may not write (R-E3).</summary>
    public static EpisodeKey Field(string name) => new("field", name);

    /// <summary>A set-up of the org that keeps everything from syncing.</summary>
    public static EpisodeKey Configuration(string code) => new("configuration", code);
}

/// <summary>A log entry that is written only when its episode begins.</summary>
public sealed record EpisodeNote(EpisodeKey Key, LogNote Note, long? ActionSeq = null);
