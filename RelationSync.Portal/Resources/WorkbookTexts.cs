using System.Globalization;
using System.Resources;
using RelationSync.Domain.ErrorLog;

namespace RelationSync.Portal.Resources;

/// <summary>The words of the workbook, <c>WorkbookTexts.resx</c> (Japanese) and <c>WorkbookTexts.en.resx</c>, in the language of the current culture.</summary>
public sealed class WorkbookTexts
{
    private static readonly ResourceManager Texts = new("RelationSync.Portal.Resources.WorkbookTexts", typeof(WorkbookTexts).Assembly);

    private WorkbookTexts()
    {
    }

    public static string Get(string name, params ReadOnlySpan<object?> values)
    {
        var text = Texts.GetString(name, CultureInfo.CurrentUICulture) ?? throw new ArgumentException($"No text is named {name}.", nameof(name));
        return values.Length == 0 ? text : string.Format(CultureInfo.CurrentCulture, text, values);
    }

    public static string Of(LogSeverity severity) => Get($"Workbook_Severity_{severity}");

    /// <summary>In the viewer's language, unless another is given.</summary>
    public static string Of(LogCategory category, CultureInfo? language = null) =>
        Texts.GetString($"Workbook_Category_{category}", language ?? CultureInfo.CurrentUICulture)!;
}
