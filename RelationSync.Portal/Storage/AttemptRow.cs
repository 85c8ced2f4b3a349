using RelationSync.Domain.Salesforce;

namespace RelationSync.Portal.Storage;

/// <summary>A try that didn't end well; the good one is the action itself. UTC.</summary>
public sealed class AttemptRow
{
    public long Seq { get; set; }

    public long ActionSeq { get; set; }

    public DateTimeOffset At { get; set; }

    public FailureClass Class { get; set; }

    public required string Code { get; set; }

    public required string Message { get; set; }

    /// <summary>As <see cref="LogEntry.Arguments"/>.</summary>
    public string? Arguments { get; set; }

    public WriteCertainty Certainty { get; set; }

    /// <summary>Event fields that the refusal names, separated by commas; null: none.</summary>
    public string? Fields { get; set; }

    /// <summary>Owner that was sent; null: nothing was sent, or before this was kept.</summary>
    public string? OwnerId { get; set; }

    public DateTimeOffset? Start { get; set; }

    public DateTimeOffset? End { get; set; }

    /// <summary>Null: sent without Type (R-M5).</summary>
    public string? Type { get; set; }

    /// <summary>Contacts in order, or one lead, separated by commas; null: none.</summary>
    public string? WhoIds { get; set; }

    public string? WhatId { get; set; }

    public int SubjectLength { get; set; }

    public int DescriptionLines { get; set; }

    public int DescriptionLength { get; set; }

    /// <summary>Keeps what was sent, never its texts.</summary>
    internal void Keep(EventRecord? sent)
    {
        if (sent is null)
        {
            return;
        }

        (OwnerId, Start, End, Type, WhatId) = (sent.OwnerId, sent.Start, sent.End, sent.Type, sent.WhatId);
        WhoIds = sent.WhoIds.Count == 0 ? null : string.Join(',', sent.WhoIds);
        (SubjectLength, DescriptionLength) = (sent.Subject.Length, sent.Description.Length);
        DescriptionLines = sent.Description.Length == 0 ? 0 : sent.Description.Count(c => c == '\n') + 1;
    }
}
