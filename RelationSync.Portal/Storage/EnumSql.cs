using System.Globalization;

namespace RelationSync.Portal.Storage;

/// <summary>Enum values as SQL has them, so that no statement holds a bare number.</summary>
internal static class EnumSql
{
    public static string Sql<T>(this T value)
        where T : struct, Enum => Convert.ToInt64(value, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture);
}
