namespace RelationSync.Portal.Notifications;

/// <summary>A fact in words: what happened, what it means, what to do.</summary>
internal sealed record ToldFact(NotifiedFact Fact, string Inbox, string Title, string Meaning, string Remedy, string Times, Uri Url);
