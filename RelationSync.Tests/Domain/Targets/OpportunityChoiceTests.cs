using RelationSync.Domain.Targets;
using RelationSync.Tests.Support;

namespace RelationSync.Tests.Domain.Targets;

[Trait("Rule", "R-M9")]
public sealed class OpportunityChoiceTests
{
    [Fact]
    public void Choose_FirstContactWithARole_DecidesWhateverOthersHave() => Assert.Equal(
        "of-c2",
        Choose(["c1", "c2", "c3"], Role("of-c3", "c3", isPrimary: true, modified: 9), Role("of-c2", "c2"), Role("of-c4", "c4", isPrimary: true)));

    [Fact]
    public void Choose_PrimaryRole_GoesBeforeTheLatest() =>
        Assert.Equal("primary", Choose(["c"], Role("latest", "c", modified: 9), Role("primary", "c", isPrimary: true, modified: 1)));

    [Fact]
    public void Choose_SeveralPrimary_IsTheLastModified() => Assert.Equal(
        "z", Choose(["c"], Role("a", "c", true, 1), Role("z", "c", true, 2), Role("b", "c", true, 1)));

    [Fact]
    public void Choose_AllEqual_IsTheLowestIdByOrdinal() => Assert.Equal("B", Choose(["c"], Role("a", "c"), Role("B", "c"), Role("b", "c")));

    [Fact]
    public void Choose_NoContactOrNoRole_IsNone()
    {
        Assert.Null(Choose([], Role("a", "c")));
        Assert.Null(Choose(["c"]));
        Assert.Null(Choose(["c"], Role("a", "C")));
    }

    private static string? Choose(IReadOnlyList<string> contactIds, params OpportunityRole[] roles) =>
        OpportunityChoice.Choose(contactIds, roles);

    private static OpportunityRole Role(string id, string contactId, bool isPrimary = false, double modified = 0) =>
        new(id, contactId, isPrimary, OperationBuilder.At(modified));
}
