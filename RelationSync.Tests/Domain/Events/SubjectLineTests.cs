using RelationSync.Domain.Channels;
using RelationSync.Domain.Events;

namespace RelationSync.Tests.Domain.Events;

[Trait("Rule", "R-M1")]
public sealed class SubjectLineTests
{
    private const int Room = SubjectLine.MostCharacters - 5; // less 【メール】

    [Theory]
    [InlineData("mail", "【メール】件名")]
    [InlineData("sms", "【SMS】件名")]
    [InlineData("record", "【応対メモ】件名")]
    [InlineData("call", "【通話メモ】件名")]
    [InlineData("line", "【LINE】件名")]
    [InlineData("r_messe", "【R-Messe】件名")]
    [InlineData("yahoo", "【Yahoo!】件名")]
    [InlineData("chatplus", "【Chatplus】件名")]
    [InlineData("chatwork", "【Chatwork】件名")]
    [InlineData("instagram_dm", "【Instagram DM】件名")]
    [InlineData("messenger", "【Messenger for Business】件名")]
    [InlineData("chat_widget", "【チャットウィジェット】件名")]
    public void Subject_OfEachChannel_BeginsWithItsLabel(string channel, string expected) =>
        Assert.Equal(expected, SubjectLine.Of(Channel.Find(channel)!, "件名").Text);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \r\n　")]
    public void Subject_None_IsTheBracketAlone(string? subject) => Assert.Equal("【メール】", Of(subject));

    [Theory]
    [InlineData("a\r\nb", "a b")]
    [InlineData("a\nb\tc", "a b c")]
    [InlineData("a\u0001b\u0085c\u2028d", "a b c d")]
    public void Subject_WithControlCharacters_IsOneLine(string subject, string expected) =>
        Assert.Equal("【メール】" + expected, Of(subject));

    [Fact]
    public void Subject_WithCharactersNobodyTakes_LosesThem() => Assert.Equal("【メール】a\uFFFDbc", Of("a\ud800b\uffffc"));

    [Theory]
    [InlineData(Room, Room, false)]
    [InlineData(Room + 1, Room, true)]
    [InlineData(100_000, Room, true)]
    public void Subject_Long_IsCutAt255(int length, int kept, bool cut)
    {
        var subject = SubjectLine.Of(Channel.Mail, new string('あ', length));

        Assert.Equal("【メール】" + new string('あ', kept), subject.Text);
        Assert.Equal(cut, subject.WasCut);
    }

    [Fact]
    public void Subject_PairAtTheCut_IsLeftOutWhole() =>
        Assert.Equal("【メール】" + new string('a', Room - 1), Of(new string('a', Room - 1) + "😀"));

    [Fact]
    public void Subject_PairBeforeTheCut_IsKeptWhole() =>
        Assert.Equal("【メール】" + new string('a', Room - 2) + "😀", Of(new string('a', Room - 2) + "😀b"));

    private static string Of(string? subject) => SubjectLine.Of(Channel.Mail, subject).Text;
}
