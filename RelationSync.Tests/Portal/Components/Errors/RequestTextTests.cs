using System.Globalization;
using RelationSync.Domain.ErrorLog;
using RelationSync.Portal.Components.Pages.Errors;
using RelationSync.Portal.ErrorLog;

namespace RelationSync.Tests.Portal.Components.Errors;

[Trait("Rule", "R-E4")]
public sealed class RequestTextTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 24, 1, 2, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("ja", "入力規則から連携ユーザーを除外")]
    [InlineData("en", "exempt the connected user")]
    public void Request_InEitherLanguage_SaysWhatIsRefusedAndWhatToDo(string language, string asked)
    {
        var text = Write(language, new ErrorMessage("関連先を入力してください", null, 5));

        Assert.Contains("FIELD_CUSTOM_VALIDATION_EXCEPTION", text, StringComparison.Ordinal);
        Assert.Contains("関連先を入力してください", text, StringComparison.Ordinal);
        Assert.Contains("WhatId", text, StringComparison.Ordinal);
        Assert.Contains("2026-11-24 10:02", text, StringComparison.Ordinal);
        Assert.Contains(asked, text, StringComparison.Ordinal);
    }

    /// <summary>What Salesforce says may quote what was sent: a trigger writes what it likes.</summary>
    [Theory]
    [InlineData("大野 翼 様は登録済みです", 1)]
    [InlineData("ono@mihon.example is blocked", 7)]
    [InlineData("call 03-1234-5678", 7)]
    public void Request_WhoseMessageMayBeOfACustomer_LeavesItOut(string message, int customers) =>
        Assert.DoesNotContain(message, Write("ja", new ErrorMessage(message, null, customers)), StringComparison.Ordinal);

    [Fact]
    public void Request_OfSeveralMessages_QuotesNone()
    {
        var text = Write("en", new ErrorMessage("Ono is taken", null, 2), new ErrorMessage("Sato is taken", null, 2));

        Assert.DoesNotContain("is taken", text, StringComparison.Ordinal);
    }

    private static string Write(string language, params ErrorMessage[] messages)
    {
        var key = new ErrorGroupKey(LogSeverity.Error, LogCategory.Validation, "FIELD_CUSTOM_VALIDATION_EXCEPTION");
        var group = new ErrorGroup(key, 7, At, At.AddHours(4), 7, 7, [], "", null) { Fields = ["WhatId"], Messages = messages };
        return new RequestText(group).Write(CultureInfo.GetCultureInfo(language));
    }
}
