using RelationSync.Domain.Channels;
using RelationSync.Domain.Operations;

namespace RelationSync.Tests.Support;

/// <summary>Operations of one activity, dated in seconds from <see cref="Zero"/>; they arrive when they happen unless told.</summary>
internal static class OperationBuilder
{
    /// <summary>Noon in Tokyo.</summary>
    public static readonly DateTimeOffset Zero = new(2026, 4, 1, 3, 0, 0, TimeSpan.Zero);

    public static DateTimeOffset At(double seconds) => Zero.AddSeconds(seconds);

    public static Operator Person(string name) => new($"{name}@example.com", name);

    public static ReceivedOperation Sent(double at, string id = "sent", double? arrives = null, MessageData? data = null, Channel? channel = null) =>
        Of(OperationType.MessageSent, channel ?? Channel.Mail, at, id, data ?? Message(id), arrives, Person(id));

    public static ReceivedOperation Scheduled(double at, string id = "scheduled", double? arrives = null) =>
        Of(OperationType.MessageScheduled, Channel.Mail, at, id, Message(id) with { ScheduledFor = At(at + 86400) }, arrives, Person(id));

    public static ReceivedOperation Dispatched(double at, string id = "dispatched") =>
        Of(OperationType.MessageDispatched, Channel.Mail, at, id, EmptyData.Instance);

    public static ReceivedOperation SendCancelled(double at, string id = "send-cancelled", double? arrives = null) =>
        Of(OperationType.MessageSendCancelled, Channel.Mail, at, id, EmptyData.Instance, arrives);

    public static ReceivedOperation ScheduleCancelled(double at, string id = "schedule-cancelled") =>
        Of(OperationType.MessageScheduleCancelled, Channel.Mail, at, id, EmptyData.Instance);

    public static ReceivedOperation Memo(double at, string id = "memo", double? arrives = null, MemoData? data = null) =>
        Of(OperationType.MemoRecorded, Channel.Record, at, id,
            data ?? new MemoData(id, $"body of {id}", BodyFormat.Text, At(-7200), 45, []), arrives, Person(id));

    public static ReceivedOperation CallEnded(double at, string id = "ended", double? arrives = null, Operator? talked = null) =>
        Of(OperationType.CallEnded, Channel.Call, at, id,
            new CallEndedData(true, At(at - 300), At(at), "0312345678"), arrives, talked);

    public static ReceivedOperation CallRecorded(double at, string id = "recorded", double? arrives = null) =>
        Of(OperationType.CallRecorded, Channel.Call, at, id,
            new CallRecordedData(id, $"body of {id}", BodyFormat.Text), arrives, Person(id));

    public static ReceivedOperation ChatOpened(double at, string id = "opened", double? arrives = null) =>
        Of(OperationType.ChatOpened, Channel.Line, at, id, EmptyData.Instance, arrives);

    public static ReceivedOperation ChatMessage(double at, string id = "message", double? arrives = null) =>
        Of(OperationType.ChatMessageSent, Channel.Line, at, id, new ChatMessageData("はい"), arrives, Person(id));

    public static ReceivedOperation ChatClosed(
        double at, string id = "closed", double? arrives = null, ChatClosedData? data = null, Channel? channel = null) =>
        Of(OperationType.ChatClosed, channel ?? Channel.Line, at, id, data ?? new ChatClosedData(id, [], [], [], []), arrives);

    /// <param name="by">Who is known to have done it now.</param>
    public static ReceivedOperation Corrected(
        double at, string id = "corrected", double? arrives = null, Operator? by = null, CorrectionData? data = null, Channel? channel = null, Evidence evidence = Evidence.Proven) =>
        Of(OperationType.ActivityCorrected, channel ?? Channel.Mail, at, id, data ?? new CorrectionData(null, null, null, null), arrives, by).Known(evidence);

    /// <summary>The same, known so, from there.</summary>
    public static ReceivedOperation Known(this ReceivedOperation received, Evidence evidence, OperationSource source = OperationSource.Push) =>
        new(received.Operation with { Evidence = new OperationEvidence(evidence, evidence) }, received.ArrivedAt, source);

    public static MessageData Message(string subject) =>
        new(subject, $"body of {subject}", BodyFormat.Text, null, [], [], [], false, null);

    private static ReceivedOperation Of(
        OperationType type, Channel channel, double at, string id, OperationData data, double? arrives = null, Operator? person = null) =>
        new(new Operation(id, type, channel, "act-1", At(at), null, person, data), At(arrives ?? at));
}
