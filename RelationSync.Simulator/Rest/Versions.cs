using System.Globalization;

namespace RelationSync.Simulator.Rest;

/// <summary>The API versions the service offers; the oldest ones are retired.</summary>
internal static class Versions
{
    public const int First = 31;
    public const int Last = 67;
    private const int FirstRetired = 21;

    public static string LabelOf(int version)
    {
        // v31.0 was Summer '14, and three versions make a year: v67.0 is Summer '26.
        string[] seasons = ["Summer", "Winter", "Spring"];
        return $"{seasons[(version - First) % 3]} '{14 + ((version - First + 2) / 3):00}";
    }

    public static ApiResponse? Refuse(string version)
    {
        var number = int.Parse(version.AsSpan(1, version.Length - 3), CultureInfo.InvariantCulture);
        if (number is >= First and <= Last)
        {
            return null;
        }

        return number is >= FirstRetired and < First
            ? ApiResponse.Error(410, "UNSUPPORTED_API_VERSION", $"The requested resource is retired: API version {version}")
            : ApiResponse.Error(ApiException.NotFound());
    }
}
