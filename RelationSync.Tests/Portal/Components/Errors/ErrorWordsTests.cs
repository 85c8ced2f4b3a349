using System.Globalization;
using System.Resources;
using RelationSync.Domain.ErrorLog;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Resources;

namespace RelationSync.Tests.Portal.Components.Errors;

/// <summary>One thing has one name, wherever it is read.</summary>
public sealed class ErrorWordsTests
{
    public static TheoryData<string, LogCategory> Categories
    {
        get
        {
            var data = new TheoryData<string, LogCategory>();
            foreach (var category in Enum.GetValues<LogCategory>())
            {
                data.Add("ja", category);
                data.Add("en", category);
            }

            return data;
        }
    }

    /// <summary>Screen and workbook read the same resource; the audit log has its own.</summary>
    [Theory]
    [MemberData(nameof(Categories))]
    public void Category_OnScreenInTheWorkbookAndInTheAuditLog_IsCalledTheSame(string language, LogCategory category)
    {
        var culture = CultureInfo.GetCultureInfo(language);
        var audit = new ResourceManager("RelationSync.Portal.Resources.AuditTexts", typeof(AuditTexts).Assembly).GetString($"Audit_Value_{Codes.Of(category)}", culture);

        Assert.Equal(WorkbookTexts.Of(category, culture), audit);
    }

    [Theory]
    [InlineData("ja")]
    [InlineData("en")]
    public void State_OnScreenAndInTheWorkbook_IsCalledTheSame(string language)
    {
        var culture = CultureInfo.GetCultureInfo(language);
        var (screen, workbook) = (Of("ErrorsTexts"), Of("WorkbookTexts"));

        foreach (var state in new[] { "Open", "Closed", "Settled" })
        {
            Assert.Equal(workbook.GetString($"Workbook_State_{state}", culture), screen.GetString($"Errors_State_{state}", culture));
        }

        foreach (var severity in Enum.GetNames<LogSeverity>())
        {
            Assert.Equal(workbook.GetString($"Workbook_Severity_{severity}", culture), screen.GetString($"Errors_Severity_{severity}", culture));
        }
    }

    private static ResourceManager Of(string name) => new($"RelationSync.Portal.Resources.{name}", typeof(WorkbookTexts).Assembly);
}
