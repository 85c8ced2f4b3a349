using System.Globalization;
using RelationSync.Domain.ErrorLog;
using RelationSync.Portal.Resources;

namespace RelationSync.Tests.Portal.Resources;

/// <summary>What is stored is worded for the viewer; every message of the catalogue is in <c>LogCatalogueTests</c>.</summary>
[Trait("Rule", "R-E1")]
public sealed class LogMessagesTests : IDisposable
{
    private readonly CultureInfo _before = CultureInfo.CurrentUICulture;

    public LogMessagesTests() => CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("ja");

    public void Dispose() => CultureInfo.CurrentUICulture = _before;

    [Fact]
    public void Show_OurOwn_IsWordedByItsArguments() => Assert.Equal(
        "説明には、末尾の50行・32,000文字までを残しました。",
        LogMessages.Show(OwnCodes.DescriptionTruncated, "any", """{"message":"last","lines":50,"characters":32000}"""));

    [Fact]
    public void Show_AStatus_HasTheWordsOfAllStatuses() => Assert.Equal(
        "応答にエラーの内容がありませんでした。",
        LogMessages.Show(OwnCodes.OfStatus(503), "The answer named no error.", WayMessages.AnswerNamesNoError.Text.ToJson()));

    [Theory]
    [InlineData("REQUIRED_FIELD_MISSING", "Required fields are missing: [Region__c]")]
    [InlineData("MALFORMED_ID", "Who ID: id value of incorrect type")]
    [InlineData("HALF_GIVEN_UP", "The other half never came: no Event was made.")]
    public void Show_SalesforcesWordsAndOldRows_StayAsTheyAre(string code, string stored) => Assert.Equal(stored, LogMessages.Show(code, stored, null));

    [Theory]
    [InlineData("NOT_YET_KNOWN", "{}")]
    [InlineData(OwnCodes.CancelledLate, """{"message":"of_a_later_version"}""")]
    [InlineData(OwnCodes.DurationCut, "{}")]
    [InlineData(OwnCodes.DurationCut, """{"minutes":"many"}""")]
    [InlineData(OwnCodes.DurationCut, """{"minutes":1.5}""")]
    [InlineData(OwnCodes.DurationCut, "[1440]")]
    [InlineData(OwnCodes.DurationCut, "{\"minutes\":14")]
    public void Show_WhatAnotherVersionStored_IsItsEnglish(string code, string arguments) => Assert.Equal("In English.", LogMessages.Show(code, "In English.", arguments));
}
