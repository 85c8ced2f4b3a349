using RelationSync.Domain.Handover;
using RelationSync.Domain.Operations;
using RelationSync.Tests.Support;

namespace RelationSync.Tests.Domain.Handover;

public sealed class MessageLikenessTests
{
    private static readonly MessageData Data = OperationBuilder.Message("見積") with { To = ["山田 <a@x.example>"], Cc = ["b@x.example"] };

    [Fact]
    [Trait("Rule", "R-P1")]
    public void IsLike_AsTheOtherSourceWritesIt_Is()
    {
        var html = Data with { Body = "<p>body of</p><p>見積</p>", BodyFormat = BodyFormat.Html, To = ["b@x.example", "A@X.EXAMPLE"], Cc = [], DraftSavedAt = OperationBuilder.At(-9) };

        Assert.True(Of(0, Data).IsLike(Of(120, html)));
    }

    [Fact]
    [Trait("Rule", "R-P1")]
    public void IsLike_AnotherMessage_IsNot()
    {
        Assert.All(
            [
                Of(121, Data),
                Of(0, Data with { Subject = "再送" }),
                Of(0, Data with { Body = "別" }),
                Of(0, Data with { Cc = [] }),
            ],
            other => Assert.False(Of(0, Data).IsLike(other)));
    }

    [Fact]
    [Trait("Rule", "R-P1")]
    public void IsLike_TextThatDiffersFarDown_Is()
    {
        var text = new string('あ', 200);

        Assert.True(Of(0, Data with { Body = text + "署名" }).IsLike(Of(0, Data with { Body = text })));
    }

    [Fact]
    [Trait("Rule", "R-P1")]
    public void IsLike_PlainTextThatLooksLikeHtml_IsTakenAsItIs() =>
        Assert.False(Of(0, Data with { Body = "a <b>c</b>", BodyFormat = BodyFormat.Text }).IsLike(Of(0, Data with { Body = "a c" })));

    [Fact]
    [Trait("Rule", "R-P1")]
    public void IsLike_NoSubject_IsLikeABlankOne() => Assert.True(Of(0, Data with { Subject = null }).IsLike(Of(0, Data with { Subject = " " })));

    [Fact]
    public void Of_NoMessage_IsNone() => Assert.Null(MessageLikeness.Of(OperationBuilder.SendCancelled(0).Operation));

    private static MessageLikeness Of(double at, MessageData data) => MessageLikeness.Of(OperationBuilder.Sent(at, data: data).Operation)!;
}
