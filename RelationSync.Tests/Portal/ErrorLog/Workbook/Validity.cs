using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;

namespace RelationSync.Tests.Portal.ErrorLog.Workbook;

/// <summary>What the Open XML SDK finds wrong with a workbook.</summary>
internal static class Validity
{
    public static IReadOnlyList<string> Faults(Stream workbook)
    {
        workbook.Position = 0;
        using var document = SpreadsheetDocument.Open(workbook, false);
        return [.. new OpenXmlValidator(FileFormatVersions.Office2019).Validate(document).Select(e => $"{e.Part?.Uri} {e.Path?.XPath}: {e.Description}")];
    }
}
