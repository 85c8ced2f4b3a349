using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace RelationSync.Portal.Connections;

/// <summary>Proposes keys for inboxes that only have a name.</summary>
public static partial class InboxKeys
{
    private const string Fallback = "inbox";
    private const int Longest = 40;

    // What support teams call their inboxes; other names that have no Latin letters get the fallback.
    private static readonly (string Word, string Key)[] Usual =
    [
        ("サポート", "support"), ("お問い合わせ", "contact"), ("問い合わせ", "contact"), ("営業", "sales"), ("返品", "returns"), ("注文", "orders"),
        ("配送", "shipping"), ("請求", "billing"), ("採用", "recruiting"), ("予約", "booking"), ("技術", "technical"), ("総務", "office"), ("窓口", "desk"),
    ];

    /// <summary>A valid key that is not taken: Latin letters and digits of the name, or a usual word's.</summary>
    public static string Propose(string name, IReadOnlyCollection<string> taken)
    {
        var plain = name.Normalize(NormalizationForm.FormKC).ToLowerInvariant();
        var key = Others().Replace(plain, "-").Trim('-');
        if (key.Length == 0)
        {
            key = Array.Find(Usual, u => plain.Contains(u.Word, StringComparison.Ordinal)).Key ?? Fallback;
        }

        key = key[..Math.Min(key.Length, Longest)].TrimEnd('-');
        return Enumerable.Range(1, taken.Count + 1)
            .Select(n => n == 1 ? key : $"{key}-{n.ToString(CultureInfo.InvariantCulture)}")
            .First(k => !taken.Contains(k));
    }

    [GeneratedRegex("[^a-z0-9]+", RegexOptions.CultureInvariant)]
    private static partial Regex Others();
}
