namespace RelationSync.Simulator.Page;

/// <summary>A button of the page: its test id <c>sim-{Code}</c>, its group, and what it says.</summary>
internal sealed record OperationKind(string Code, string Group, string Label)
{
    public static readonly IReadOnlyList<OperationKind> All =
    [
        new("mail", "メール", "メールを送信"),
        new("schedule", "送信予約", "送信を予約"),
        new("cancel", "送信取消", "直前の送信を取り消す"),
        new("memo", "応対メモ", "応対メモを記録"),
        new("call", "通話", "通話を終えて記録"),
        new("chat", "チャット", "チャットを閉じる"),
        new("sms", "SMS", "SMSを送信"),
    ];
}
