using RelationSync.Domain.Events;

namespace RelationSync.Portal.Actions;

/// <summary>What an Event will be, of a test that has none. Of its description only the measure: no page shows a body.</summary>
public sealed record DraftView(string Subject, DateTimeOffset Start, DateTimeOffset End, string? Type, int DescriptionLines, int DescriptionLength)
{
    internal static DraftView Of(EventDraft draft) =>
        new(draft.Subject, draft.Start, draft.End, draft.Type, draft.Description.Length == 0 ? 0 : draft.Description.Count(c => c == '\n') + 1, draft.Description.Length);
}
