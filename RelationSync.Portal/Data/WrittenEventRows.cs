using RelationSync.Domain.Sync;

namespace RelationSync.Portal.Data;

/// <summary>Keeps what Events were sent with.</summary>
internal sealed class WrittenEventRows(RelationSyncDb db) : IDisposable
{
    private readonly Statement _keep = new(
        db,
        """
        INSERT INTO "WrittenEvents" ("ActionSeq", "At", "OwnerId", "Start", "End", "Type", "WhoIds", "WhatId", "SubjectLength", "DescriptionLines", "DescriptionLength")
        VALUES (@seq, @at, @owner, @start, @end, @type, @who, @what, @subject, @lines, @length)
        ON CONFLICT ("ActionSeq") DO UPDATE SET "At" = excluded."At", "OwnerId" = excluded."OwnerId", "Start" = excluded."Start", "End" = excluded."End",
          "Type" = excluded."Type", "WhoIds" = excluded."WhoIds", "WhatId" = excluded."WhatId", "SubjectLength" = excluded."SubjectLength",
          "DescriptionLines" = excluded."DescriptionLines", "DescriptionLength" = excluded."DescriptionLength"
        """,
        "@seq", "@at", "@owner", "@start", "@end", "@type", "@who", "@what", "@subject", "@lines", "@length");

    public void Keep(long seq, SentEvent sent) => _keep.Run(
        seq, sent.At, sent.Record.OwnerId, sent.Record.Start, sent.Record.End, sent.Record.Type,
        sent.Record.WhoIds.Count == 0 ? null : string.Join(',', sent.Record.WhoIds), sent.Record.WhatId,
        sent.Record.Subject.Length, sent.Record.Description.Length == 0 ? 0 : sent.Record.Description.Count(c => c == '\n') + 1, sent.Record.Description.Length);

    /// <inheritdoc/>
    public void Dispose() => _keep.Dispose();
}
