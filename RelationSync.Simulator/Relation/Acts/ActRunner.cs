namespace RelationSync.Simulator.Relation.Acts;

/// <summary>Does one act, whole or not at all.</summary>
internal static class ActRunner
{
    private static readonly Dictionary<string, Func<ActScene, ActResult>> Ops = new(StringComparer.Ordinal)
    {
        ["draft"] = MessageActs.Draft,
        ["send"] = MessageActs.Send,
        ["cancel_send"] = MessageActs.CancelSend,
        ["schedule"] = MessageActs.Schedule,
        ["unschedule"] = MessageActs.Unschedule,
        ["dispatch"] = MessageActs.Dispatch,
        ["send_error"] = MessageActs.SendError,
        ["request"] = MessageActs.Request,
        ["approve"] = MessageActs.Approve,
        ["reject"] = MessageActs.Reject,
        ["receive"] = MessageActs.Receive,
        ["auto_reply"] = MessageActs.AutoReply,
        ["memo"] = PhoneActs.Memo,
        ["call"] = PhoneActs.Call,
        ["utter"] = ChatActs.Utter,
        ["end_chat"] = ChatActs.End,
        ["assign"] = TicketActs.Assign,
        ["set_status"] = TicketActs.SetStatus,
        ["move_message"] = TicketActs.MoveMessage,
        ["move_ticket"] = TicketActs.MoveTicket,
        ["trash"] = TicketActs.Trash,
        ["restore"] = TicketActs.Restore,
        ["purge"] = TicketActs.Purge,
    };

    public static IReadOnlyCollection<string> Names => Ops.Keys;

    /// <exception cref="ActRefusedException">It can't be done so.</exception>
    public static ActResult Run(Tenant tenant, TenantAct act)
    {
        if (act.Op is null || !Ops.TryGetValue(act.Op, out var run))
        {
            throw new ActRefusedException($"op must be one of {string.Join(", ", Ops.Keys)}");
        }

        lock (tenant.Gate)
        {
            tenant.CatchUp();
            return run(ActScene.Of(tenant, act));
        }
    }
}
