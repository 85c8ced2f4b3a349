using System.Globalization;
using System.Text.RegularExpressions;

namespace RelationSync.Tests.Conventions;

/// <summary>A room of the portal, as <c>docs/architecture.md</c> has it.</summary>
/// <param name="MayUse">The one room of the same floor that it may use.</param>
internal sealed partial record Room(string Name, int Floor, string? MayUse = null)
{
    /// <summary>Reads the table of floors: <c>| 3 | `Sync` (may use `Connections`) | … |</c>.</summary>
    public static IReadOnlyList<Room> ReadTable(string document) =>
        [.. from Match row in Row().Matches(document)
            from Match room in NameOfRoom().Matches(row.Groups["rooms"].Value)
            select new Room(
                room.Groups["name"].Value,
                int.Parse(row.Groups["floor"].Value, CultureInfo.InvariantCulture),
                room.Groups["other"] is { Success: true, Value: var other } ? other : null)];

    [GeneratedRegex(@"^\| (?<floor>\d) \| (?<rooms>[^|]+) \|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"`(?<name>\w+)`(?: \(may use `(?<other>\w+)`\))?")]
    private static partial Regex NameOfRoom();
}
