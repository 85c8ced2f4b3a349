using System.Globalization;
using RelationSync.Domain.Channels;

namespace RelationSync.Domain.Operations;

/// <summary>Whose operations an inbox takes (R-P1).</summary>
internal static class SourceRules
{
    /// <summary>Null where it is taken. A correction makes no action: whoever knows better may say so.</summary>
    public static IntakeVerdict? Judge(Operation operation, OperationSource source, InboxSources sources)
    {
        if (operation.Type is OperationType.ActivityCorrected)
        {
            return null;
        }

        var family = operation.Channel.Family;
        var of = sources.Of(family);

        // A range before the connection is read from the API; who owned the family then is nobody's matter.
        var owner = source is OperationSource.Backfill ? of.Owner : of.At(operation.OccurredAt);
        if (!Takes(owner, source))
        {
            return IntakeVerdict.Ignore(IgnoredReason.OtherSource, Reason(family, owner, of));
        }

        return owner is SourceOwner.Both && operation.RelationMessageId is null
            ? IntakeVerdict.Reject(new OperationFault("/relation_message_id", $"is required: this inbox takes {Plural(family)} from both sources (R-P1)"))
            : null;
    }

    private static bool Takes(SourceOwner owner, OperationSource source) => source switch
    {
        OperationSource.Push => owner is not SourceOwner.Api,
        OperationSource.RelationApi or OperationSource.Backfill => owner is not SourceOwner.Push,
        _ => throw new ArgumentOutOfRangeException(nameof(source), source, "no such source"),
    };

    private static string Reason(ChannelFamily family, SourceOwner owner, FamilySource of)
    {
        var from = owner is SourceOwner.Push ? "the intake" : "the Re:lation API";
        var handover = of.Since?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var when = handover is null ? "" : owner == of.Owner ? $" since {handover}" : $" until {handover}";
        return $"R-P1: source: this inbox takes {Plural(family)} from {from}{when}";
    }

    private static string Plural(ChannelFamily family) => family switch
    {
        ChannelFamily.Message => "messages",
        ChannelFamily.Memo => "memos",
        ChannelFamily.Call => "calls",
        ChannelFamily.Chat => "chats",
        _ => throw new ArgumentOutOfRangeException(nameof(family), family, "no such family"),
    };
}
