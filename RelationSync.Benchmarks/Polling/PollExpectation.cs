using RelationSync.Simulator.Relation;

namespace RelationSync.Benchmarks.Polling;

/// <summary>How many Events a message has to have, from what the API showed of it. A range where it depends on whether a state was seen before it passed.</summary>
/// <param name="Least">Fewer: missed.</param>
/// <param name="Most">More: doubled, or not deleted.</param>
internal sealed record PollExpectation(int Least, int Most)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(10);

    /// <param name="hidesReceipts">What it answers may have been unreadable: then an automatic reply looks like a person's.</param>
    public static PollExpectation Of(Message message, bool hidesReceipts) => message.Method switch
    {
        // No flag marks an automatic reply: it is known by the message that it answers. Where that was unreadable, it may pass for a person's.
        "mail" or "sms" => message.IsAutomatic ? new(0, hidesReceipts ? 1 : 0) : OfMessage(message),
        "record" => new(1, 1),
        "call" => message.Body.Length > 0 && message.Title != "不在着信" ? new(1, 1) : new(0, 0),
        _ => OfChat(message),
    };

    /// <summary>A send that was taken back leaves none (R-T4), a schedule its own (R-T5), and one after a cancel is a new one (R-T6).</summary>
    private static PollExpectation OfMessage(Message message)
    {
        var actions = message.States.ConvertAll(s => s.Action);
        var schedules = actions.Count(a => a == "scheduled");
        var wasDispatched = actions.Count > 1 && actions[^2] == "scheduled";
        return actions[^1] switch
        {
            // The API tells states, not presses: a schedule that is taken back between two scans was never shown, so it is none or one more.
            "sent" => new(1, Math.Max(1, schedules + (wasDispatched ? 0 : 1))),
            // The same.
            "scheduled" => new(1, schedules),
            // The same. A draft has no sent time to be found by: moved elsewhere, it is never shown again where it is.
            _ => new(0, schedules + (message.Places.Count > 1 && message.States[^1].ServedAt is null && actions.Contains("sent") ? 1 : 0)),
        };
    }

    private static PollExpectation OfChat(Message message)
    {
        var sent = message.Utterances.Where(u => u.IsSent && !u.IsAuto).ToList();
        var sessions = sent.Count == 0 ? 0 : 1 + sent.Skip(1).Zip(sent).Count(pair => pair.First.SentAt - pair.Second.SentAt > Pause || pair.First.SentBy != pair.Second.SentBy);
        return new(sessions, sessions);
    }
}
