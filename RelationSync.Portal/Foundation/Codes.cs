using System.Text.Json;
using RelationSync.Domain.Connections;
using RelationSync.Domain.ErrorLog;
using RelationSync.Portal.ErrorLog;

namespace RelationSync.Portal.Foundation;

/// <summary>The names that addresses and the API use for our enumerations: their own, in lower snake case.</summary>
public static class Codes
{
    public static string Of(ConnectionState state) => Snake(state);

    public static string Of(TargetKind targets) => Snake(targets);

    public static string Of(LogSeverity severity) => Snake(severity);

    public static string Of(LogCategory category) => Snake(category);

    public static string Of(EntryState state) => Snake(state);

    public static string Of(Connections.CheckState state) => Snake(state);

    /// <summary>All codes of an enumeration.</summary>
    public static IEnumerable<string> All<T>()
        where T : struct, Enum => Enum.GetValues<T>().Select(v => Snake(v));

    /// <summary>The value of a code, compared exactly; null where there is none.</summary>
    public static T? Find<T>(string code)
        where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
        {
            if (Snake(value) == code)
            {
                return value;
            }
        }

        return null;
    }

    private static string Snake<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
