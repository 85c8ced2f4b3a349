using System.Collections.Frozen;
using RelationSync.Domain.Channels;

namespace RelationSync.Domain.Relation;

/// <summary>The codes of Re:lation's API that the mapping knows; any other is held or waited for, never guessed (R-P2).</summary>
public static class ApiCodes
{
    public const string Received = "received";
    public const string Sent = "sent";
    public const string Draft = "draft";
    public const string Requested = "requested";
    public const string Approved = "approved";
    public const string Rejected = "rejected";
    public const string Sending = "sending";
    public const string Scheduled = "scheduled";
    public const string SendError = "send_error";
    public const string Conversation = "conversation";
    public const string EndConversation = "end_conversation";

    /// <summary>The comment with which somebody asks for approval of a draft.</summary>
    public const string RequestComment = "request";

    public static readonly IReadOnlyList<string> KnownActions =
        [Received, Sent, Draft, Requested, Approved, Rejected, Sending, Scheduled, SendError, Conversation, EndConversation];

    private static readonly FrozenSet<string> NeverSynced = FrozenSet.Create(StringComparer.Ordinal, "tweet", "twitter_dm");

    private static readonly FrozenDictionary<string, Channel> Channels =
        new[] { Channel.Mail, Channel.Sms, Channel.Record, Channel.Call, Channel.Line, Channel.RMesse, Channel.Yahoo, Channel.Chatplus }
            .ToFrozenDictionary(c => c.Code, StringComparer.Ordinal);

    /// <summary>The channel of a <c>method_cd</c>, or null where the API has none of that code that is synced.</summary>
    public static Channel? ChannelOf(string method) => Channels.GetValueOrDefault(method);

    /// <summary>True for codes that are known and belong to none of the twelve channels (R-C1).</summary>
    public static bool IsNeverSynced(string method) => NeverSynced.Contains(method);

    public static bool IsKnownAction(string action) => KnownActions.Contains(action);

    /// <summary>True if the API has the conversation of such a message at an address of its own.</summary>
    public static bool IsChat(string method) => ChannelOf(method)?.Family == ChannelFamily.Chat;
}
