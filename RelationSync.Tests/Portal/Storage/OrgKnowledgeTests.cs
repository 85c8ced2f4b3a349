using RelationSync.Domain.Sync;
using RelationSync.Portal.Storage;
using RelationSync.Tests.Support;
using RelationSync.Tests.Support.Engines;

namespace RelationSync.Tests.Portal.Storage;

/// <summary>What an org allows belongs to the org, what a user may to the user.</summary>
[Trait("Rule", "R-D1")]
public sealed class OrgKnowledgeTests : IDisposable
{
    private static readonly DateTimeOffset Now = SyncHarness.T0;
    private static readonly OrgCapabilities Plain = new("00D000000000001AAA", "005000000000001AAA", true, false, new HashSet<string> { "Call" }, false);
    private readonly StoreFile _file = new();

    public void Dispose() => _file.Dispose();

    [StoreFact]
    public async Task Learn_MarkerThatIsNew_LetsOthersLookAndSameUsersKnow()
    {
        var (one, same, another) = (Add(Plain.UserId), Add(Plain.UserId), Add("005000000000002AAA"));

        await LearnAsync(one, Plain with { MarkerField = true });

        Assert.True(Read(one)!.MarkerField && Read(same)!.MarkerField);
        Assert.Null(Row(another).CapabilitiesAt);
    }

    [StoreFact]
    public async Task Learn_UsersWhoSeeDifferentThings_DoNotTellEachOtherForEver()
    {
        var (one, another) = (Add(Plain.UserId), Add("005000000000002AAA"));
        await LearnAsync(one, Plain with { MarkerField = true });
        await LearnAsync(another, Plain with { UserId = "005000000000002AAA" });

        Assert.NotNull(Row(one).CapabilitiesAt);
        await LearnAsync(one, Plain with { MarkerField = true });
        Assert.NotNull(Row(another).CapabilitiesAt);
    }

    [StoreFact]
    [Trait("Rule", "R-M5")]
    public async Task LearnTypes_AnyUser_IsTrueForAll()
    {
        var (one, another) = (Add(Plain.UserId), Add("005000000000002AAA"));

        await WriteAsync((db, row) => OrgKnowledge.LearnTypesAsync(db, row, new HashSet<string> { "Call", "メール" }, default), one);

        Assert.True(Read(another)!.HasType("メール"));
        Assert.NotNull(Row(another).CapabilitiesAt);
    }

    [StoreFact]
    [Trait("Rule", "R-E3")]
    public async Task LeaveOut_FieldsOfAUser_AreThatUsersAlone()
    {
        var (one, same, another) = (Add(Plain.UserId), Add(Plain.UserId), Add("005000000000002AAA"));

        await WriteAsync((db, row) => OrgKnowledge.LeaveOutAsync(db, row, ["WhatId", "EventWhoIds"], ["WhatId"], default), one);

        Assert.All([one, same], id => Assert.Equal((false, "WhatId", "WhatId"), (Read(id)!.SharedActivities, Read(id)!.Unwritable.Single(), Read(id)!.Unreadable.Single())));
        Assert.Empty(Read(another)!.Unwritable);
    }

    [StoreFact]
    [Trait("Rule", "R-E3")]
    public async Task Learn_NothingCanBeWritten_IsLookedAtAgain()
    {
        var one = Add(Plain.UserId);

        await LearnAsync(one, Plain with { Unwritable = new HashSet<string> { "Subject" } });

        Assert.Null(Row(one).CapabilitiesAt);
    }

    private Guid Add(string userId)
    {
        using var db = _file.CreateDbContext();
        var row = new Authorization
        {
            Id = Guid.NewGuid(),
            LoginUrl = "https://login.salesforce.com",
            RefreshTokenProtected = "-",
            OrgId = Plain.OrgId,
            UserId = userId,
            CapabilitiesJson = StoredCapabilities.Write(Plain with { UserId = userId }),
            CapabilitiesAt = Now,
        };
        db.Add(row);
        db.SaveChanges();
        return row.Id;
    }

    private Task LearnAsync(Guid id, OrgCapabilities known) => WriteAsync((db, row) => OrgKnowledge.LearnAsync(db, row, known, Now, default), id);

    private Task WriteAsync(Func<RelationSyncDb, Authorization, Task> write, Guid id) =>
        _file.Store.WriteAsync((db, _) => write(db, db.Authorizations.Single(a => a.Id == id)), default);

    private Authorization Row(Guid id)
    {
        using var db = _file.CreateDbContext();
        return db.Authorizations.Single(a => a.Id == id);
    }

    private OrgCapabilities? Read(Guid id) => StoredCapabilities.Read(Row(id).CapabilitiesJson!);
}
