using System.Text.RegularExpressions;

namespace RelationSync.Portal.Salesforce;

/// <summary>Record ids: 15 characters where case matters, or 18 with a checksum over the case.</summary>
internal static partial class SalesforceId
{
    private const string Checksum = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";

    public static bool IsValid(string? id) => id is not null && Form().IsMatch(id);

    /// <summary>The 18-character form: for each five characters one that says which of them are upper case.</summary>
    public static string? To18(string? id)
    {
        if (!IsValid(id) || id!.Length == 18)
        {
            return IsValid(id) ? id : null;
        }

        Span<char> suffix = stackalloc char[3];
        for (var block = 0; block < 3; block++)
        {
            var bits = 0;
            for (var i = 0; i < 5; i++)
            {
                bits |= char.IsAsciiLetterUpper(id[(block * 5) + i]) ? 1 << i : 0;
            }

            suffix[block] = Checksum[bits];
        }

        return string.Concat(id, suffix);
    }

    [GeneratedRegex(@"\A[A-Za-z0-9]{15}(?:[A-Za-z0-9]{3})?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
