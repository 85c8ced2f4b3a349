using RelationSync.Domain.Operations;
using RelationSync.Domain.Relation;
using static RelationSync.Tests.Domain.Relation.Shown;

namespace RelationSync.Tests.Domain.Relation;

/// <summary>Whose a message is that the API shows without its sender.</summary>
[Trait("Rule", "R-P4")]
public sealed class OperatorLadderTests
{
    private static readonly Dictionary<string, string> Codes = new() { ["T1"] = "tanaka@example.com" };

    private static OperatorLadder Signed(string pattern = "担当[:：]\\s*(.+)") =>
        SignatureRule.TryParse(pattern, Codes, out var rule) ? Ladder with { Signature = rule } : throw new ArgumentException(pattern);

    private static OperatorFinding Find(OperatorLadder ladder, ApiMessage message, string? assignee = null) => ladder.OfMessage(message, At(100), assignee);

    [Theory]
    [InlineData("担当：佐藤　花子", "sato@example.com")]
    [InlineData("担当: 花子 佐藤", "sato@example.com")]
    [InlineData("担当: tanaka", "tanaka@example.com")]
    [InlineData("担当: TANAKA@example.com", "tanaka@example.com")]
    [InlineData("担当: T1", "tanaka@example.com")]
    public void Signature_NamesOneUser_IsDeclared(string line, string email)
    {
        var found = Find(Signed(), Mail("sent", 100) with { Body = $"お世話になります\n--\n{line}\n\n" }, "sato");

        Assert.Equal((email, OperatorStep.Signature, Evidence.Declared), (found.Email, found.Step, found.Evidence));
    }

    [Theory]
    [InlineData("担当: 鈴木 次郎")]
    [InlineData("担当: だれか")]
    [InlineData("> 担当: 田中 一郎")]
    [InlineData("担当: 田中 一郎\n担当: 佐藤 花子")]
    [InlineData("2026年4月1日(水) 10:00 佐藤 <a@example.com>:\n担当: 田中 一郎")]
    [InlineData("-----Original Message-----\n担当: 田中 一郎")]
    public void Signature_NamesNobodyOrSeveralOrIsQuoted_DecidesNothing(string body) =>
        Assert.Equal(OperatorStep.Assignee, Find(Signed(), Mail("sent", 100) with { Body = body }, "sato").Step);

    [Fact]
    public void Signature_OutsideTheLastLines_DecidesNothing() => Assert.Equal(
        OperatorStep.Default, Find(Signed(), Mail("sent", 100) with { Body = "担当: 田中 一郎\n" + string.Concat(Enumerable.Repeat("x\n", 30)) }).Step);

    [Fact]
    public void Signature_InHtml_IsReadWithoutItsQuotes()
    {
        var html = "<p>はい</p><blockquote><div>担当: 佐藤 花子</div><blockquote>x</blockquote></blockquote><p>担当: <b>田中</b> 一郎</p>";

        Assert.Equal("tanaka@example.com", Find(Signed(), Mail("sent", 100) with { Body = html, IsHtml = true }).Email);
    }

    [Theory]
    [InlineData("(")]
    [InlineData("担当")]
    [InlineData("(?=x)(y)")]
    [InlineData("(x)\\1")]
    [InlineData("")]
    public void TryParse_NoUsablePattern_IsRefused(string pattern) => Assert.False(SignatureRule.TryParse(pattern, Codes, out _));

    [Fact]
    public void Signature_PatternOfNestedRepeats_EndsSoon()
    {
        var body = Mail("sent", 100) with { Body = new string('a', 100_000) + "!" };

        Assert.Equal(OperatorStep.Default, Find(Signed("(a+)+$"), body).Step);
    }

    [Fact]
    public void SendingAddress_OfOnePerson_IsDeclared()
    {
        var ladder = Ladder with { SendingAddresses = new Dictionary<string, string> { ["support@example.com"] = "tanaka@example.com" } };

        var found = Find(ladder, Mail("sent", 100) with { From = "サポート <Support@example.com>" }, "sato");

        Assert.Equal(("tanaka@example.com", OperatorStep.SendingAddress, Evidence.Declared), (found.Email, found.Step, found.Evidence));
    }

    [Fact]
    public void ApprovalRequest_LastBeforeTheSend_IsInferred()
    {
        var mail = Mail("sent", 100) with
        {
            Comments = [new ApiComment("sato", "request", At(20)), new ApiComment("tanaka", "request", At(50)), new ApiComment("sato", "approve", At(60)), new ApiComment("sato", "request", At(500))],
        };

        var found = Find(Ladder, mail, "sato");

        Assert.Equal(("tanaka@example.com", OperatorStep.ApprovalRequest, Evidence.Inferred), (found.Email, found.Step, found.Evidence));
    }

    [Fact]
    public void Assignee_IsInferred() => Assert.Equal(("sato@example.com", Evidence.Inferred), Find(Ladder, Mail("sent", 100), "sato") is var f ? (f.Email, f.Evidence) : default);

    [Theory]
    [InlineData(null)]
    [InlineData("gone")]
    [InlineData("stranger")]
    public void NobodyKnown_IsTheDefault(string? assignee) =>
        Assert.Equal(("desk@example.com", Evidence.Default), Find(Ladder, Mail("sent", 100), assignee) is var f ? (f.Email, f.Evidence) : default);

    [Fact]
    public void Assignee_AsLastReadBeforeTheSend_Counts()
    {
        var context = Context() with { EarlierAssignee = "tanaka", EarlierReadAt = At(50) };

        Assert.Equal("tanaka@example.com", Read(Map(Ticket(Mail("sent", 100)), context).Operations[0]).Operator!.Email);
        Assert.Equal("sato@example.com", Read(Map(Ticket(Mail("sent", 40)), context).Operations[0]).Operator!.Email);
    }

    [Fact]
    public void Evidence_IsWrittenIntoTheOperation() =>
        Assert.Equal("inferred", Json(Map(Ticket(Mail("sent", 100))).Operations[0]).GetProperty("evidence").GetProperty("operator").GetString());
}
