using System.Collections.Frozen;

namespace RelationSync.Domain.Channels;

/// <summary>One of the twelve channels that are synced (R-C1), and no other.</summary>
/// <param name="Code">Re:lation's code name, as it stands in operations.</param>
/// <param name="Label">The label in the Event's subject and <c>Type</c>.</param>
/// <param name="Family">What its operations mean.</param>
/// <param name="VisitorKeyed">A chat whose customer is the visitor shown there (R-W6), not a contact (R-W5).</param>
public sealed record Channel(string Code, string Label, ChannelFamily Family, bool VisitorKeyed = false)
{
    public static readonly Channel Mail = new("mail", "メール", ChannelFamily.Message);
    public static readonly Channel Sms = new("sms", "SMS", ChannelFamily.Message);
    public static readonly Channel Record = new("record", "応対メモ", ChannelFamily.Memo);
    public static readonly Channel Call = new("call", "通話メモ", ChannelFamily.Call);
    public static readonly Channel Line = new("line", "LINE", ChannelFamily.Chat);
    public static readonly Channel RMesse = new("r_messe", "R-Messe", ChannelFamily.Chat, VisitorKeyed: true);
    public static readonly Channel Yahoo = new("yahoo", "Yahoo!", ChannelFamily.Chat, VisitorKeyed: true);
    public static readonly Channel Chatplus = new("chatplus", "Chatplus", ChannelFamily.Chat, VisitorKeyed: true);
    public static readonly Channel Chatwork = new("chatwork", "Chatwork", ChannelFamily.Chat);
    public static readonly Channel InstagramDm = new("instagram_dm", "Instagram DM", ChannelFamily.Chat);
    public static readonly Channel Messenger = new("messenger", "Messenger for Business", ChannelFamily.Chat);
    public static readonly Channel ChatWidget = new("chat_widget", "チャットウィジェット", ChannelFamily.Chat, VisitorKeyed: true);

    /// <summary>All twelve, in the order of the rules.</summary>
    public static IReadOnlyList<Channel> All { get; } =
        [Mail, Sms, Record, Call, Line, RMesse, Yahoo, Chatplus, Chatwork, InstagramDm, Messenger, ChatWidget];

    private static readonly FrozenDictionary<string, Channel> ByCode = All.ToFrozenDictionary(c => c.Code, StringComparer.Ordinal);

    /// <summary>The channel of that code, or null: codes are compared exactly.</summary>
    public static Channel? Find(string? code) => code is not null && ByCode.TryGetValue(code, out var channel) ? channel : null;

    /// <inheritdoc/>
    public override string ToString() => Code;
}
