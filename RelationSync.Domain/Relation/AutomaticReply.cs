using RelationSync.Domain.Targets;

namespace RelationSync.Domain.Relation;

/// <summary>Recognises mails that nobody sent (R-P7). The API has no mark for them.</summary>
internal static class AutomaticReply
{
    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan AfterReceipt = TimeSpan.FromSeconds(120);

    public static bool IsOne(ApiTicket ticket, ApiMessage message, DateTimeOffset sentAt, TicketContext context)
    {
        var rules = context.Rules;
        if (rules.ForeignSenders.Count > 0 && EmailAddress.TryParse(message.From) is { } from && rules.ForeignSenders.Contains(from))
        {
            return true;
        }

        return rules.SkipsAutomaticReplies
            && (rules.AutomaticSubject?.IsMatch(message.Title) == true
                || ((message.CreatedAt - sentAt).Duration() <= AtOnce && AnswersAtOnce(ticket, sentAt) && !context.Ladder.ShowsAPerson(message, sentAt)));
    }

    private static bool AnswersAtOnce(ApiTicket ticket, DateTimeOffset sentAt) => ticket.Messages.Any(m =>
        m.Action == ApiCodes.Received && (m.SentAt ?? m.CreatedAt) is var at && at <= sentAt && sentAt - at <= AfterReceipt);
}
