using RelationSync.Domain.Channels;

namespace RelationSync.Portal.Components.Controls;

/// <summary>What lists call an action: as its Event is called.</summary>
public static class Subjects
{
    /// <summary>The channel's label in brackets and the subject (R-M1).</summary>
    public static string Of(string? channel, string? subject) => $"【{Label(channel)}】{subject}";

    /// <summary>The channel's label, or the code where it is none of ours.</summary>
    public static string Label(string? channel) => Channel.Find(channel)?.Label ?? channel ?? "";
}
