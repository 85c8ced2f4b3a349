using System.Globalization;
using RelationSync.Portal.RelationApi;

namespace RelationSync.Portal.Components.Pages.Inboxes;

/// <summary>The rules of a box as they are typed.</summary>
public sealed class RulesInput
{
    private const int NoNumber = -1;

    public RulesInput(BoxRules rules)
    {
        Signature = rules.Signature ?? "";
        Codes = Lines(rules.Codes);
        Addresses = Lines(rules.SendingAddresses);
        ForeignSenders = string.Join('\n', rules.ForeignSenders);
        (MemoMinutes, CallMinutes, ChatPause) = (Text(rules.MemoMinutes), Text(rules.CallMinutes), Text(rules.ChatPauseMinutes));
        (MissedCall, AutomaticSubject) = (rules.MissedCall, rules.AutomaticSubject ?? "");
        (SkipsAutomatic, TakesFoundLate) = (rules.SkipsAutomaticReplies, rules.TakesFoundLate);
    }

    public string Signature { get; set; }

    /// <summary>One a line: a code of a signature = a login e-mail.</summary>
    public string Codes { get; set; }

    /// <summary>One a line: a sending address = a login e-mail.</summary>
    public string Addresses { get; set; }

    /// <summary>One address a line.</summary>
    public string ForeignSenders { get; set; }

    public string MemoMinutes { get; set; }

    public string CallMinutes { get; set; }

    public string ChatPause { get; set; }

    public string MissedCall { get; set; }

    public string AutomaticSubject { get; set; }

    public bool SkipsAutomatic { get; set; }

    public bool TakesFoundLate { get; set; }

    /// <summary>What isn't a number becomes rules that aren't valid.</summary>
    public BoxRules ToRules() => new()
    {
        Signature = Signature.Length == 0 ? null : Signature,
        Codes = Pairs(Codes),
        SendingAddresses = Pairs(Addresses),
        ForeignSenders = ForeignSenders.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
        MemoMinutes = Number(MemoMinutes),
        CallMinutes = Number(CallMinutes),
        ChatPauseMinutes = Number(ChatPause),
        MissedCall = MissedCall.Trim(),
        AutomaticSubject = AutomaticSubject.Length == 0 ? null : AutomaticSubject,
        SkipsAutomaticReplies = SkipsAutomatic,
        TakesFoundLate = TakesFoundLate,
    };

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static int Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : NoNumber;

    private static string Lines(IReadOnlyDictionary<string, string> pairs) => string.Join('\n', pairs.Select(p => $"{p.Key} = {p.Value}"));

    private static Dictionary<string, string> Pairs(string lines) => lines.Split('\n')
        .Select(l => l.Split('=', 2))
        .Where(l => l.Length == 2 && l[0].Trim().Length > 0)
        .DistinctBy(l => l[0].Trim())
        .ToDictionary(l => l[0].Trim(), l => l[1].Trim());
}
