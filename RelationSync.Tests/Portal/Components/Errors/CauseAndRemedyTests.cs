using RelationSync.Portal.Components.Pages.Errors;

namespace RelationSync.Tests.Portal.Components.Errors;

public sealed class CauseAndRemedyTests
{
    [Theory]
    [InlineData("トリガーが止めました。依頼してください。直したあと、再試行してください。", "トリガーが止めました。", "依頼してください。直したあと、再試行してください。")]
    [InlineData("It was refused. Ask for it. Then retry.", "It was refused.", "Ask for it. Then retry.")]
    [InlineData("It was refused.", "It was refused.", "")]
    public void Split_AText_ItsFirstSentenceIsTheCause(string text, string cause, string remedy) =>
        Assert.Equal(new CauseAndRemedy(cause, remedy), CauseAndRemedy.Split(text));
}
