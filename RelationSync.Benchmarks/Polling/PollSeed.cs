using System.Globalization;
using RelationSync.Domain.Operations;
using RelationSync.Simulator.Relation;

namespace RelationSync.Benchmarks.Polling;

/// <summary>What a seed's tenant is like.</summary>
internal static class PollSeed
{
    /// <summary>Every fourth has nothing against it, and tells how quick the reading is.</summary>
    public static bool IsCalm(long seed) => seed % 4 == 0;

    /// <summary>Every third is told of by pushes too.</summary>
    public static bool HasPushes(long seed) => seed % 3 == 0;

    /// <summary>A text that is in one message and in nothing else.</summary>
    public static string Token(long seed, int life) => string.Create(CultureInfo.InvariantCulture, $"t{seed}x{life}z");

    public static InboxSources Sources(long seed)
    {
        FamilySource api = new(SourceOwner.Api);
        FamilySource shared = new(HasPushes(seed) ? SourceOwner.Both : SourceOwner.Api);
        return new InboxSources(shared, shared, shared, api);
    }

    public static TenantSettings Settings(long seed, Random random)
    {
        var isCalm = IsCalm(seed);
        return new TenantSettings
        {
            Users =
            [
                new TenantUser { MentionName = "sato", Email = "sato@example.com", LastName = "佐藤", FirstName = "花子" },
                new TenantUser { MentionName = "suzuki", Email = "suzuki@example.com", LastName = "鈴木", FirstName = "一郎" },
            ],
            Boxes = [new TenantBox { Name = "窓口" }, new TenantBox { Name = "受注" }],
            IndexLagMs = isCalm ? 0 : Pick(0, 2_000, 10_000),
            IndexJitterMs = isCalm ? 0 : Pick(0, 5_000, 35_000),
            Order = Pick("newest", "id", "shuffle"),
            LastUpdatedSince = Pick("ignored", "ignored", "honoured", "refused"),
            SkewMs = isCalm ? 0 : Pick(0, 0, 40_000, -40_000),
            OthersPerMinute = isCalm ? 0 : Pick(0, 0, 15),
        };

        T Pick<T>(params T[] among) => among[random.Next(among.Length)];
    }
}
