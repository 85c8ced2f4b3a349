namespace RelationSync.Simulator.Seeding;

/// <summary>The demo's cast. Numbers are written in many ways on purpose, as they are in real orgs.</summary>
internal static class DemoPeople
{
    public static readonly IReadOnlyList<DemoPerson> Users =
    [
        new("佐藤", "花子", "sato@example.com", "", ""),
        new("鈴木", "一郎", "suzuki@example.com", "", ""),
        new("高橋", "美咲", "takahashi@example.com", "", ""),
    ];

    public static readonly IReadOnlyList<DemoPerson> Contacts =
    [
        new("山田", "太郎", "yamada@aozora.example", "03-1234-5678", "青空商事株式会社"),
        new("田中", "由美", "tanaka@aozora.example", "+81 3-1234-5679", "青空商事株式会社"),
        new("伊藤", "健太", "ito@midori.example", "0612345678", "みどり食品株式会社"),
        new("渡辺", "さくら", "watanabe@midori.example", "(06) 1234-5679", "みどり食品株式会社"),
        new("中村", "大輔", "nakamura@hikari.example", "０４５－１２３－４５６７", "ひかり電機株式会社"),
        new("小林", "恵", "kobayashi@hikari.example", "045.123.4568", "ひかり電機株式会社"),
        new("加藤", "翔", "kato@tsubame.example", "090-1234-5678", "つばめ運送株式会社"),
        new("吉田", "奈々", "yoshida@tsubame.example", "+819012345679", "つばめ運送株式会社"),
        new("山本", "隆", "yamamoto@kaede.example", "052-123-4567", "かえで工業株式会社"),
        new("斎藤", "優子", "saito@kaede.example", "052 123 4568", "かえで工業株式会社"),
        new("松本", "誠", "matsumoto@nagisa.example", "0120-123-456", "なぎさ旅行株式会社"),
        new("井上", "真由", "inoue@nagisa.example", "080-1234-5678", "なぎさ旅行株式会社"),
    ];

    public static readonly IReadOnlyList<DemoPerson> Leads =
    [
        new("木村", "直樹", "kimura@soyokaze.example", "03-9876-5432", "そよかぜ出版"),
        new("林", "彩", "hayashi@komorebi.example", "070-1234-5678", "こもれび不動産"),
        new("清水", "拓也", "shimizu@asahi-do.example", "092-123-4567", "朝日堂"),
    ];

    /// <summary>The contacts, by their place above, who decide about an opportunity.</summary>
    public static readonly IReadOnlyList<int> Opportunities = [0, 2, 4, 6, 8];
}
