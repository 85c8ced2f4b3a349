using RelationSync.Domain.Actions;
using RelationSync.Domain.Salesforce;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Sync;

/// <summary>Keeps what Events were sent with; stored for certain once it is flushed.</summary>
internal sealed class WrittenEventRows(RelationSyncDb db) : IDisposable
{
    private readonly RowStatement _keep = new(
        db,
        """
        INSERT INTO "WrittenEvents" ("ActionSeq", "At", "OrgId", "OwnerId", "Start", "End", "Type", "WhoIds", "WhatId", "SubjectLength", "DescriptionLines", "DescriptionLength")
        VALUES (@seq, @at, @org, @owner, @start, @end, @type, @who, @what, @subject, @lines, @length)
        ON CONFLICT ("ActionSeq") DO UPDATE SET "At" = excluded."At", "OrgId" = excluded."OrgId", "OwnerId" = excluded."OwnerId", "Start" = excluded."Start", "End" = excluded."End",
          "Type" = excluded."Type", "WhoIds" = excluded."WhoIds", "WhatId" = excluded."WhatId", "SubjectLength" = excluded."SubjectLength",
          "DescriptionLines" = excluded."DescriptionLines", "DescriptionLength" = excluded."DescriptionLength"
        """,
        "@seq", "@at", "@org", "@owner", "@start", "@end", "@type", "@who", "@what", "@subject", "@lines", "@length");

    private readonly RowStatement _change = new(
        db,
        """
        UPDATE "WrittenEvents" SET "OwnerId" = COALESCE(@owner, "OwnerId"), "Start" = COALESCE(@start, "Start"), "End" = COALESCE(@end, "End") WHERE "ActionSeq" = @seq
        """,
        "@owner", "@start", "@end", "@seq");

    private readonly RowStatement _drop = new(db, """DELETE FROM "WrittenEvents" WHERE "ActionSeq" = @seq""", "@seq");

    public void Keep(long seq, SentEvent sent) => _keep.Add(
        seq, sent.At, sent.OrgId, sent.Record.OwnerId, sent.Record.Start, sent.Record.End, sent.Record.Type,
        sent.Record.WhoIds.Count == 0 ? null : string.Join(',', sent.Record.WhoIds), sent.Record.WhatId,
        sent.Record.Subject.Length, sent.Record.Description.Length == 0 ? 0 : sent.Record.Description.Count(c => c == '\n') + 1, sent.Record.Description.Length);

    /// <summary>What came of a try; before the action itself is settled. What was stored before it was sent, and then refused, was never written.</summary>
    public void Settle(SyncAction action, Settlement settlement)
    {
        if (settlement.Changed is { } change)
        {
            _change.Add(change.OwnerId, change.Start, change.End, action.Seq);
        }
        else if (settlement.Sent is { } sent)
        {
            Keep(action.Seq, sent);
        }
        else if (action is { SentUnmarked: true, EventId: null } && settlement is { SentUnmarked: false, EventId: null })
        {
            _drop.Add(action.Seq);
        }
    }

    public void Flush()
    {
        _keep.Flush();
        _change.Flush();
        _drop.Flush();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _keep.Dispose();
        _change.Dispose();
        _drop.Dispose();
    }
}
