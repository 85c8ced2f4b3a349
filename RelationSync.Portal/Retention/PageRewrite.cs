using Microsoft.EntityFrameworkCore;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Retention;

/// <summary>
/// SQLite overwrites what is deleted, but when a page fills up and is split, stale copies of rows that moved away stay in
/// its unused middle. Taking the rows of whole pages out and putting them back frees those pages, which overwrites them
/// whole (<c>secure_delete</c>). To be called within a transaction.
/// </summary>
internal static class PageRewrite
{
    /// <summary>Rows to each side that share a page, or are exchanged with one, at the least bytes that an action has.</summary>
    private const long Neighbours = 64;

    /// <summary>Rewrites the pages that these actions are on.</summary>
    public static void Actions(RelationSyncDb db, IEnumerable<long> seqs)
    {
        foreach (var (first, last) in Ranges(seqs))
        {
            db.Database.ExecuteSql($"""CREATE TEMP TABLE "Rewritten" AS SELECT * FROM "Actions" WHERE "Seq" BETWEEN {first} AND {last}""");
            db.Database.ExecuteSql($"""DELETE FROM "Actions" WHERE "Seq" BETWEEN {first} AND {last}""");
            db.Database.ExecuteSql($"""INSERT INTO "Actions" SELECT * FROM temp."Rewritten" """);
            db.Database.ExecuteSql($"""DROP TABLE temp."Rewritten" """);
        }
    }

    /// <summary>The rows with their neighbours, where they overlap as one.</summary>
    private static List<(long First, long Last)> Ranges(IEnumerable<long> seqs)
    {
        var ranges = new List<(long First, long Last)>();
        foreach (var seq in seqs.Order())
        {
            if (ranges.Count > 0 && seq - Neighbours <= ranges[^1].Last)
            {
                ranges[^1] = (ranges[^1].First, seq + Neighbours);
            }
            else
            {
                ranges.Add((seq - Neighbours, seq + Neighbours));
            }
        }

        return ranges;
    }
}
