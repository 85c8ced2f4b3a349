using RelationSync.Domain.Channels;
using RelationSync.Domain.ErrorLog;
using RelationSync.Domain.Events;
using static RelationSync.Tests.Support.ContentBuilder;
using static RelationSync.Tests.Support.OperationBuilder;

namespace RelationSync.Tests.Domain.Events;

public sealed class EventMapperTests
{
    [Fact]
    public void Map_Mail_GivesEveryField()
    {
        var draft = EventMapper.Map(Mail("山田様\r\n本文", "お見積もり") with { Start = At(-600), End = At(0) }, Tokyo);

        Assert.Equal(("【メール】お見積もり", "メール", "山田様\n本文"), (draft.Subject, draft.Type, draft.Description));
        Assert.Equal((At(-600), At(0)), (draft.Start, draft.End));
        Assert.Empty(draft.Warnings);
    }

    [Fact]
    [Trait("Rule", "R-M5")]
    public void Map_EachChannel_HasItsLabelAsType() =>
        Assert.All(Channel.All, channel => Assert.Equal(channel.Label, EventMapper.Map(Mail() with { Channel = channel }, Tokyo).Type));

    [Fact]
    [Trait("Rule", "R-M10")]
    public void Map_NeverDraftSaved_StartsWhenItEnds()
    {
        var draft = EventMapper.Map(Mail() with { Start = null, End = At(5) }, Tokyo);

        Assert.Equal((At(5), At(5)), (draft.Start, draft.End));
        Assert.Empty(draft.Warnings);
    }

    [Theory]
    [Trait("Rule", "R-M10")]
    [InlineData(-0.001, false)]
    [InlineData(0, false)]
    [InlineData(0.001, true)]
    public void Map_StartAfterEnd_StartsWhenItEndsWithAWarning(double start, bool warned)
    {
        var draft = EventMapper.Map(Mail() with { Start = At(start), End = At(0) }, Tokyo);

        Assert.Equal(At(Math.Min(start, 0)), draft.Start);
        AssertWarnings(draft, warned ? [(LogCategory.Times, OwnCodes.StartAfterEnd, "StartDateTime")] : []);
    }

    [Fact]
    [Trait("Rule", "R-M10")]
    public void Map_LongerThanAnOrgMayAllow_IsLeftToTheOrg() =>
        Assert.Equal(At(-100 * 86400), EventMapper.Map(Mail() with { Start = At(-100 * 86400) }, Tokyo).Start);

    [Fact]
    [Trait("Rule", "R-T10")]
    public void Map_ChatWithoutItsOpening_IsWarnedOf() => AssertWarnings(
        EventMapper.Map(Chat(Bubble("a")) with { OpeningUnknown = true }, Tokyo),
        (LogCategory.Times, OwnCodes.OpeningUnknown, "StartDateTime"));

    [Fact]
    [Trait("Rule", "R-M1")]
    public void Map_LongSubject_IsWarnedOf() => AssertWarnings(
        EventMapper.Map(Mail(subject: new string('a', 300)), Tokyo),
        (LogCategory.Truncated, OwnCodes.SubjectTruncated, "Subject"));

    [Fact]
    [Trait("Rule", "R-M7")]
    public void Map_TooManyLinesAndCharacters_IsOneWarning() => AssertWarnings(
        EventMapper.Map(Mail(string.Concat(Enumerable.Repeat(new string('a', 1000) + "\n", 60))), Tokyo),
        (LogCategory.Truncated, OwnCodes.DescriptionTruncated, "Description"));

    [Fact]
    [Trait("Rule", "R-M7")]
    public void Map_LongChat_SaysThatTheLastIsKept() => Assert.Contains(
        "last 50 lines", Assert.Single(EventMapper.Map(Chat(Bubble(Lines(51))), Tokyo).Warnings).Message, StringComparison.Ordinal);

    [Fact]
    public void Map_BothFieldsCut_IsOneWarningEach() =>
        Assert.Equal(2, EventMapper.Map(Mail(Lines(51), new string('a', 300)), Tokyo).Warnings.Count);

    private static void AssertWarnings(EventDraft draft, params (LogCategory Category, string Code, string Field)[] expected)
    {
        Assert.Equal(expected, draft.Warnings.Select(note => (note.Category, note.Code, note.Fields.Single())));
        Assert.All(draft.Warnings, note => Assert.Equal(LogSeverity.Warning, note.Severity));
    }
}
