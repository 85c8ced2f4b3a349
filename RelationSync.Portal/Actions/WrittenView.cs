using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Actions;

/// <summary>The fields of an action's Event as they were sent. Times are UTC.</summary>
/// <param name="At">When they were sent.</param>
/// <param name="OwnerId">Whose it was made.</param>
/// <param name="IsOwnerOfConnection">It belongs to who connected, for want of a user of the operator's own (R-O4).</param>
/// <param name="Start">Its start.</param>
/// <param name="End">Its end.</param>
/// <param name="Type">Null: it was written without (R-M5).</param>
/// <param name="WhoIds">Contacts in order, or one lead; empty: none was found.</param>
/// <param name="WhatId">The Opportunity.</param>
/// <param name="SubjectLength">Characters of the subject.</param>
/// <param name="DescriptionLines">Lines of the description.</param>
/// <param name="DescriptionLength">Characters of the description.</param>
public sealed record WrittenView(
    DateTimeOffset At,
    string OwnerId,
    bool IsOwnerOfConnection,
    DateTimeOffset Start,
    DateTimeOffset End,
    string? Type,
    IReadOnlyList<string> WhoIds,
    string? WhatId,
    int SubjectLength,
    int DescriptionLines,
    int DescriptionLength)
{
    // Salesforce's key prefix of leads.
    private const string LeadPrefix = "00Q";

    /// <summary>It hangs on a lead.</summary>
    public bool IsLead => WhoIds is [{ } only] && only.StartsWith(LeadPrefix, StringComparison.Ordinal);

    /// <summary>What a try sent that didn't end well; null: nothing.</summary>
    internal static WrittenView? Of(AttemptRow row, string? connectedUserId) =>
        row is not { OwnerId: { } owner, Start: { } start, End: { } end }
            ? null
            : new(
                row.At,
                owner,
                owner == connectedUserId,
                start,
                end,
                row.Type,
                row.WhoIds?.Split(',') ?? [],
                row.WhatId,
                row.SubjectLength,
                row.DescriptionLines,
                row.DescriptionLength);

    internal static WrittenView Of(WrittenEvent row, string? connectedUserId) => new(
        row.At,
        row.OwnerId,
        row.OwnerId == connectedUserId,
        row.Start,
        row.End,
        row.Type,
        row.WhoIds?.Split(',') ?? [],
        row.WhatId,
        row.SubjectLength,
        row.DescriptionLines,
        row.DescriptionLength);
}
