using System.Text.Json;

namespace RelationSync.Portal.Foundation;

/// <summary>The names that addresses and the API use for our enumerations: their own, in lower snake case.</summary>
public static class Codes
{
    public static string Of<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    /// <summary>All codes of an enumeration.</summary>
    public static IEnumerable<string> All<T>()
        where T : struct, Enum => Enum.GetValues<T>().Select(Of);

    /// <summary>The value of a code, compared exactly; null where there is none.</summary>
    public static T? Find<T>(string code)
        where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
        {
            if (Of(value) == code)
            {
                return value;
            }
        }

        return null;
    }
}
