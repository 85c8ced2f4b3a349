using System.Globalization;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using RelationSync.Domain.Operations;
using RelationSync.Domain.Relation;
using RelationSync.Portal.Components.Pages.Inboxes;
using RelationSync.Portal.RelationApi;

namespace RelationSync.Tests.Portal.Components.Inboxes;

public sealed class TrialReportTests : BunitContext
{
    private readonly CultureInfo _before = (CultureInfo.CurrentUICulture, CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("ja")).Item1;

    public TrialReportTests() => Services.AddLocalization();

    /// <summary>What to mend first: how many operators are guessed, and from what.</summary>
    [Fact]
    [Trait("Rule", "R-P4")]
    public void Operators_ByEvidence_HaveTheirShareAndHowTheyAreKnown()
    {
        var trial = new TrialResult(
            30, 31, 14, 12, new Dictionary<string, int> { ["mail"] = 60 },
            new Dictionary<OperatorStep, int>
            {
                [OperatorStep.SentBy] = 9, [OperatorStep.Signature] = 28, [OperatorStep.SendingAddress] = 5,
                [OperatorStep.Assignee] = 12, [OperatorStep.Default] = 6,
            },
            new Dictionary<string, int>(), 0);

        var report = Render<TrialReport>(p => p.Add(r => r.Trial, trial));

        string TextOf(Evidence evidence) => string.Concat(report.Find($"[data-evidence={evidence}]").TextContent.Where(c => !char.IsWhiteSpace(c)));
        Assert.Equal(["確実9件15%チャットの送信者9件", "申告33件55%署名28件送信元アドレス5件", "推定12件20%チケットの担当者12件", "既定6件10%受信箱の既定の人6件"],
            new[] { Evidence.Proven, Evidence.Declared, Evidence.Inferred, Evidence.Default }.Select(TextOf));
    }

    protected override void Dispose(bool disposing)
    {
        CultureInfo.CurrentUICulture = _before;
        base.Dispose(disposing);
    }
}
