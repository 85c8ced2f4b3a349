using System.Reflection;
using System.Runtime.CompilerServices;
using RelationSync.Domain.Sync;
using RelationSync.Portal.Storage;
using RelationSync.Simulator;
using RelationSync.Tests.Conventions.MadeUp.Upper;

namespace RelationSync.Tests.Conventions;

/// <summary>The rooms of <c>docs/architecture.md</c>: who may use whom, by what the compiled code really uses.</summary>
public sealed class RoomTests
{
    private const string Project = "RelationSync.Portal";

    private static readonly IReadOnlyList<Room> Rooms =
        Room.ReadTable(File.ReadAllText(Path.Combine(SourceTree.Root, "docs", "architecture.md")));

    private static readonly House Portal = new(Project);

    private static readonly House Domain = new("RelationSync.Domain");

    private static readonly Lazy<IReadOnlyList<TypeUse>> PortalUses = new(() => TypeUse.ReadAll(typeof(Store).Assembly));

    private static readonly Lazy<IReadOnlyList<TypeUse>> DomainUses = new(() => TypeUse.ReadAll(typeof(Drain).Assembly));

    [Fact]
    public void Table_NamesTheRoomsThereAre() => Assert.Equal(
        TypesOf(typeof(Store).Assembly).Select(t => Portal.RoomOf(t.FullName!)).OfType<string>().Distinct().Order(StringComparer.Ordinal),
        Rooms.Select(r => r.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void Table_AllowsNoMoreThanThreePairsOfOneFloor() => Assert.Subset(
        new HashSet<string> { "RelationApi → Intake", "Sync → Connections", "ErrorLog → Actions" },
        Rooms.Where(r => r.MayUse is not null).Select(r => $"{r.Name} → {r.MayUse}").ToHashSet());

    [Fact]
    public void Portal_NoRoomUsesOneAbove() => AssertNone(Portal.Breaches(Rooms, PortalUses.Value));

    [Fact]
    public void Domain_NoTwoRoomsUseEachOther() => AssertNone(Domain.BothWays(DomainUses.Value));

    [Theory]
    [InlineData("Actions")]
    [InlineData("ErrorLog")]
    public void Domain_RoomKnowsNothingOfSync(string room) => AssertNone(Domain.Between(room, "Sync", DomainUses.Value));

    [Theory]
    [InlineData(typeof(Store))]
    [InlineData(typeof(Drain))]
    [InlineData(typeof(SimulatorHost))]
    [InlineData(typeof(RoomTests))]
    public void Project_NoTwoTypesHaveOneName(Type anyOf) => AssertNone(
        from type in TypesOf(anyOf.Assembly)
        where !type.IsNested && type.Name != "_Imports" && !type.Namespace!.Contains(".Migrations", StringComparison.Ordinal)
        group type by type.Name.Split('`')[0] into named
        where named.Select(t => t.Namespace).Distinct().Count() > 1
        select string.Join(" and ", named.Select(t => t.FullName)));

    [Fact]
    public void Checker_UseOfARoomAbove_IsNamedWithBothTypes()
    {
        Room[] rooms = [new("Cellar", 1), new("Hall", 2), new("Porch", 2, "Hall")];
        TypeUse[] uses =
        [
            Use("Hall.Door", "Cellar.Wine"), Use("Porch.Mat", "Hall.Door"), Use("Hall.Door", "Hall.Lock.Key"), new("X.Hall.Door", "System.String"),
            Use("Cellar.Wine", "Hall.Lock.Key"), Use("Hall.Door", "Porch.Mat"),
        ];

        Assert.Equal(
            ["Cellar (floor 1) → Hall (floor 2): X.Cellar.Wine uses X.Hall.Lock.Key", "Hall (floor 2) → Porch (floor 2): X.Hall.Door uses X.Porch.Mat"],
            new House("X").Breaches(rooms, uses));
    }

    [Fact]
    public void Checker_RoomsThatUseEachOther_AreNamedOnceWithTheTypes()
    {
        TypeUse[] uses = [Use("Hall.Door", "Cellar.Wine"), Use("Cellar.Wine", "Hall.Lock.Key"), Use("Attic.Box", "Hall.Door")];

        Assert.Equal(["Cellar ↔ Hall: X.Cellar.Wine uses X.Hall.Lock.Key, X.Hall.Door uses X.Cellar.Wine"], new House("X").BothWays(uses));
        Assert.Equal(["X.Attic.Box uses X.Hall.Door"], new House("X").Between("Attic", "Hall", uses));
    }

    [Fact]
    public void Table_OfFloors_IsReadWithThePairsItAllows() => Assert.Equal(
        [new Room("Attic", 3, "Roof"), new("Roof", 3), new("Hall", 2)],
        Room.ReadTable("| floor | room | holds |\n|---|---|---|\n| 3 | `Attic` (may use `Roof`), `Roof` | boxes |\n| 2 | `Hall` | `nothing` |\n"));

    /// <summary>A use that the reading overlooked would stay unseen in the portal, too.</summary>
    [Fact]
    public void Reading_SeesEveryWayOfUsingAType()
    {
        var used = TypeUse.ReadAll(typeof(Kitchen).Assembly, "RelationSync.Tests.Conventions.MadeUp")
            .Where(u => u.User.StartsWith(typeof(Kitchen).FullName!, StringComparison.Ordinal))
            .Select(u => u.Used.Split('+', '/')).Where(n => n[0] == typeof(MadeUp.Lower.Cellar).FullName).Select(n => n[^1]).Distinct().Order();

        Assert.Equal(typeof(MadeUp.Lower.Cellar).GetNestedTypes(BindingFlags.NonPublic).Select(t => t.Name).Order(), used);
    }

    private static void AssertNone(IEnumerable<string> faults)
    {
        var found = faults.ToList();
        Assert.True(found.Count == 0, string.Join('\n', found));
    }

    private static TypeUse Use(string user, string used) => new($"X.{user}", $"X.{used}");

    private static IEnumerable<Type> TypesOf(Assembly assembly) =>
        assembly.GetTypes().Where(t => t.Namespace?.StartsWith("RelationSync.", StringComparison.Ordinal) is true && !t.IsDefined(typeof(CompilerGeneratedAttribute)));
}
