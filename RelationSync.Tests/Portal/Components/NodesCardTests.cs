using Bunit;
using RelationSync.Portal.Components.Pages.Dashboard;
using RelationSync.Portal.Storage;
using RelationSync.Tests.Portal.Storage;

namespace RelationSync.Tests.Portal.Components;

public sealed class NodesCardTests : RoomsContext
{
    [Fact]
    public void Card_OfNoNodes_IsNotThere() => Assert.Empty(Render<NodesCard>().FindAll("section"));

    [Fact]
    public void Card_ListsTheNodesThatWereSeen()
    {
        Store.Save(Node("db1:12", seen: 5));
        Store.Save(Node("db2:7", seen: 300));

        var card = Render<NodesCard>();

        card.WaitForAssertion(() => Assert.Equal(
            ["db1:12", "1.0.3", "13:30:00", "14:29:55", "4"],
            card.Find("tbody tr").Children.Select(c => c.TextContent)));
        Assert.Single(card.FindAll("tbody tr"));
    }

    private static Node Node(string name, int seen) => new()
    {
        Id = Guid.NewGuid(),
        Name = name,
        Version = "1.0.3",
        StartedAt = TestStore.Now.AddHours(-1),
        SeenAt = TestStore.Now.AddSeconds(-seen),
        Drains = 4,
    };
}
