using RelationSync.Domain.Channels;

namespace RelationSync.Domain.Operations;

/// <summary>Who owns each family of an inbox (R-P1).</summary>
public sealed record InboxSources(FamilySource Message, FamilySource Memo, FamilySource Call, FamilySource Chat)
{
    public static readonly InboxSources AllPush = new(default, default, default, default);

    /// <summary>Whether anything of the inbox is read from Re:lation's API.</summary>
    public bool ReadsApi => Array.Exists(Enum.GetValues<ChannelFamily>(), f => Of(f).Owner is not SourceOwner.Push);

    /// <summary>Chats never have both: the API can't see the editor openings that a push knows them by.</summary>
    public static bool MayBe(ChannelFamily family, SourceOwner owner) => family is not ChannelFamily.Chat || owner is not SourceOwner.Both;

    public FamilySource Of(ChannelFamily family) => family switch
    {
        ChannelFamily.Message => Message,
        ChannelFamily.Memo => Memo,
        ChannelFamily.Call => Call,
        ChannelFamily.Chat => Chat,
        _ => throw new ArgumentOutOfRangeException(nameof(family), family, "no such family"),
    };

    public InboxSources With(ChannelFamily family, FamilySource source) => family switch
    {
        ChannelFamily.Message => this with { Message = source },
        ChannelFamily.Memo => this with { Memo = source },
        ChannelFamily.Call => this with { Call = source },
        ChannelFamily.Chat => this with { Chat = source },
        _ => throw new ArgumentOutOfRangeException(nameof(family), family, "no such family"),
    };
}
