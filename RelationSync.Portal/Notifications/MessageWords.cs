using RelationSync.Portal.Foundation;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Notifications;

/// <summary>Puts a message into words. Customers' words never stand in it: inboxes, counts and times only.</summary>
internal sealed class MessageWords(PublicAddress portal)
{
    public Uri Portal => portal.Url;

    /// <summary>One line, e.g. <c>認証が切れています：サポート</c>; several facts: their number and kinds.</summary>
    public static string Headline(NotificationMessage message, Words words) => message.Facts switch
    {
        [] => words["Notifications_Test_Headline"],
        [var one] => words["Notifications_Told_One", Title(one, words), OneLine(one.InboxName)],
        var several => words["Notifications_Told_Several", several.Count, string.Join(words["Notifications_Told_And"], several.Select(f => Title(f, words)).Distinct())],
    };

    public IReadOnlyList<ToldFact> Tell(NotificationMessage message, Words words) => [.. message.Facts.Select(f => Tell(f, words))];

    private ToldFact Tell(NotifiedFact fact, Words words)
    {
        var began = fact.Phase is NotifiedPhase.Began;
        var about = fact.Phase is NotifiedPhase.Removed ? "Removed" : $"{fact.Condition}_{fact.Phase}";
        return new ToldFact(
            fact,
            words["Notifications_Told_Inbox", OneLine(fact.InboxName), fact.InboxKey],
            Title(fact, words),
            words[$"Notifications_Told_{about}_Meaning", fact.Figure, fact.Bound],
            words[began ? $"Notifications_Told_{about}_Remedy" : "Notifications_Told_Remedy_None"],
            Times(fact, words),
            new Uri(portal.Url, Path(fact)));
    }

    private static string Title(NotifiedFact fact, Words words) =>
        words[fact.Phase is NotifiedPhase.Removed ? "Notifications_Told_Removed_Title" : $"Notifications_Told_{fact.Condition}_{fact.Phase}_Title"];

    private static string Times(NotifiedFact fact, Words words)
    {
        var zone = DayBoundaries.Zone(fact.TimeZone);
        var format = words["Notifications_Told_Format"];
        var since = TimeZoneInfo.ConvertTime(fact.Since, zone).ToString(format, words.Culture);
        return fact.Until is { } until
            ? words["Notifications_Told_Until", since, TimeZoneInfo.ConvertTime(until, zone).ToString(format, words.Culture), fact.TimeZone]
            : words["Notifications_Told_Since", since, fact.TimeZone];
    }

    private static string Path(NotifiedFact fact) => fact switch
    {
        { Condition: NotifiedCondition.InboxSilent or NotifiedCondition.RelationTokenRefused or NotifiedCondition.RelationApiChanged or NotifiedCondition.RelationUnavailable or NotifiedCondition.RelationBoxClosed }
            or { ConnectionId: null } => FormattableString.Invariant($"/inboxes/{fact.InboxId}"),
        { Condition: NotifiedCondition.ErrorsAbove } => $"/errors?inbox={fact.InboxKey}",
        _ => $"/connections/{fact.ConnectionId:D}",
    };

    /// <summary>A name may hold anything: it makes no line of its own here, nor a mail's header.</summary>
    private static string OneLine(string name) => string.Concat(name.Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c));
}
