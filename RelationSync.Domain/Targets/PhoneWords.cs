using System.Buffers;

namespace RelationSync.Domain.Targets;

/// <summary>
/// What people write about a number, as <see cref="PhoneText"/> leaves it: NFKC, lower case, all brackets round, all
/// hyphens ASCII. A word that is missing costs little: about unknown words a number counts where it is valid, not only possible.
/// </summary>
internal static class PhoneWords
{
    /// <summary>Words that name a number, before it or after it.</summary>
    private static readonly string[] Names =
    [
        "代表", "大代表", "代表番号", "代表電話", "代", "直通", "直通電話", "直", "ダイヤルイン", "携帯", "携帯電話", "携帯番号", "けいたい", "ケータイ", "スマホ",
        "電話", "電話番号", "お電話", "お電話番号", "固定", "固定電話", "番号", "国際電話", "国内", "海外", "テレフォン", "フリーダイヤル", "フリーコール", "ナビダイヤル",
        "本社", "本店", "本部", "支社", "支店", "支部", "営業所", "事務所", "工場", "店舗", "店", "会社", "法人", "勤務先", "勤務", "職場", "自宅", "自宅電話", "実家", "家", "宅", "個人", "社用", "私用", "仕事",
        "部署", "部門", "部", "課", "係", "室", "総務", "営業", "経理", "人事", "秘書", "管理", "技術", "広報", "購買", "窓口", "受付", "担当", "担当者", "ご担当者", "様", "宛", "連絡先", "ご連絡先", "緊急連絡先", "緊急",
        "昼間", "日中", "夜間", "平日", "土日", "呼出", "呼び出し", "取次", "転送", "転送先", "専用", "共通", "共用", "兼用", "兼", "主", "副", "その他", "新", "旧", "個別", "ファックス", "ファクス", "ファクシミリ",
        "tel", "telephone", "phone", "ph", "mobile", "mob", "cell", "cellphone", "cellular", "fax", "facsimile", "home", "office", "work", "business", "company", "direct", "main", "switchboard", "representative", "rep",
        "hotline", "toll", "free", "tollfree", "dial", "number", "no", "num", "contact", "call", "callto", "sms", "line", "t", "m", "f", "p", "h", "o", "d", "c", "b", "w", "and", "or", "the",
    ];

    /// <summary>Words that the digits of an extension follow.</summary>
    private static readonly string[] ExtensionNames =
    [
        "内線番号", "内線", "構内", "社内番号", "内", "extension", "extn", ";ext=", "ext", "ex", "x", "#", ",,", ";phone-context=",
    ];

    /// <summary>Words that another number follows, which isn't the customer's telephone.</summary>
    private static readonly string[] OtherNumberNames = ["fax", "facsimile", "ファックス", "ファクス", "ファクシミリ"];

    /// <summary>What may stand between such a word and its digits.</summary>
    public static readonly SearchValues<char> BeforeDigits = SearchValues.Create(" :.=-()番号no+");

    /// <summary>What digits of a remark count: <c>（平日9時〜17時）</c>, <c>(3階)</c>.</summary>
    private static readonly string[] Counters = ["時", "分", "日", "月", "年", "階", "f", "課", "係", "号", "名", "人"];

    private static readonly string[] NamesLongestFirst = LongestFirst(Names);

    /// <summary>Length of the word at the beginning that names a number; 0: none.</summary>
    public static int NameAt(ReadOnlySpan<char> text) => LengthOf(NamesLongestFirst, text);

    public static int ExtensionAt(ReadOnlySpan<char> text) => LengthOf(ExtensionNames, text);

    public static int OtherNumberAt(ReadOnlySpan<char> text) => LengthOf(OtherNumberNames, text);

    public static int CounterAt(ReadOnlySpan<char> text) => LengthOf(Counters, text);

    private static int LengthOf(string[] words, ReadOnlySpan<char> text)
    {
        foreach (var word in words)
        {
            if (text.StartsWith(word, StringComparison.Ordinal) && !(char.IsAsciiLetter(word[^1]) && text.Length > word.Length && char.IsAsciiLetter(text[word.Length])))
            {
                return word.Length;
            }
        }

        return 0;
    }

    private static string[] LongestFirst(string[] words) => [.. words.OrderByDescending(w => w.Length)];
}
