namespace RelationSync.Portal.Figures;

/// <summary>How far an installation is on its way to the first Event.</summary>
/// <param name="Inbox">The one it is about: a connected one, else the oldest; null: there is none.</param>
/// <param name="ConnectionId">Its connection; null: it has none.</param>
/// <param name="Host">The org that it is connected to.</param>
/// <param name="User">Who authorised; null: not known.</param>
/// <param name="HasEvent">An Event was created at some time, be it a test's.</param>
public sealed record FirstStepsView(FirstInbox? Inbox, Guid? ConnectionId, string? Host, string? User, bool HasEvent);

/// <summary>The inbox of the first steps.</summary>
/// <param name="ReadsApi">At least one kind is read from Re:lation's API.</param>
public sealed record FirstInbox(long Id, string Key, string Name, bool ReadsApi);
