namespace RelationSync.Tests.Conventions;

/// <summary>A project and its rooms: what stands first in a namespace after the project's own name.</summary>
internal sealed class House(string project)
{
    /// <summary>The room of a type; null: the type isn't the project's. The program itself, without a namespace, belongs to what composes it.</summary>
    public string? RoomOf(string type) => type == "Program" ? "Hosting"
        : !type.StartsWith(project + ".", StringComparison.Ordinal) ? null
        : type[(project.Length + 1)..].Split('.') is [var room, _, ..] ? room : "";

    /// <summary>What runs up, or aside to a room that isn't allowed, each with the types.</summary>
    public IReadOnlyList<string> Breaches(IReadOnlyList<Room> rooms, IEnumerable<TypeUse> uses)
    {
        var byName = rooms.ToDictionary(r => r.Name);
        return
        [
            .. from use in BetweenRooms(uses)
               let user = byName[use.From]
               let used = byName[use.To]
               where used.Floor > user.Floor || (used.Floor == user.Floor && user.MayUse != used.Name)
               select $"{user.Name} (floor {user.Floor}) → {used.Name} (floor {used.Floor}): {use.Types.User} uses {use.Types.Used}",
        ];
    }

    /// <summary>Pairs of rooms that use each other, each with the types of both ways.</summary>
    public IReadOnlyList<string> BothWays(IEnumerable<TypeUse> uses)
    {
        var between = BetweenRooms(uses).ToLookup(u => (u.From, u.To), u => u.Types);
        return
        [
            .. from one in between
               let back = between[(one.Key.To, one.Key.From)].FirstOrDefault()
               where back is not null && string.CompareOrdinal(one.Key.From, one.Key.To) < 0
               select $"{one.Key.From} ↔ {one.Key.To}: {one.First().User} uses {one.First().Used}, {back.User} uses {back.Used}",
        ];
    }

    /// <summary>The uses of one room by another, each with the types.</summary>
    public IReadOnlyList<string> Between(string from, string to, IEnumerable<TypeUse> uses) =>
        [.. BetweenRooms(uses).Where(u => (u.From, u.To) == (from, to)).Select(u => $"{u.Types.User} uses {u.Types.Used}")];

    private IEnumerable<(string From, string To, TypeUse Types)> BetweenRooms(IEnumerable<TypeUse> uses) =>
        from use in uses.Distinct()
        let @from = RoomOf(use.User)
        let to = RoomOf(use.Used)
        where @from is not null && to is not null && @from != to
        select (@from, to, use);
}
