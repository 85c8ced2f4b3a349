using System.Globalization;
using System.Resources;
using System.Text;
using System.Text.RegularExpressions;
using RelationSync.Domain.ErrorLog;
using RelationSync.Portal.ErrorLog;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Resources;

namespace RelationSync.Portal.Components.Pages.Errors;

/// <summary>
/// An email that asks the administrator of Salesforce to fix a cause. It carries no customer's data: of what Salesforce said
/// only a sentence that it said of several customers alike, and that names no address or number.
/// </summary>
public sealed partial class RequestText(ErrorGroup group)
{
    private static readonly ResourceManager Texts = new("RelationSync.Portal.Resources.ErrorsTexts", typeof(ErrorsTexts).Assembly);

    /// <summary>Subject line and body.</summary>
    public string Write(CultureInfo language)
    {
        var zone = DayBoundaries.Zone(group.Inboxes is [{ TimeZone: var only }] ? only : DayBoundaries.DefaultZoneId);
        string Say(string name, params object[] values) => string.Format(language, Texts.GetString(name, language)!, values);
        string At(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, zone).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        var text = new StringBuilder()
            .AppendLine(Say("Errors_Request_Subject", WorkbookTexts.Of(group.Key.Category, language)))
            .AppendLine()
            .AppendLine(Say("Errors_Request_Opening"))
            .AppendLine(Say("Errors_Request_Code", group.Key.Code));
        if (SafeMessage is { } message)
        {
            text.AppendLine(Say("Errors_Request_Message", message));
        }

        if (group.Fields.Count > 0)
        {
            text.AppendLine(Say("Errors_Request_Fields", string.Join(", ", group.Fields)));
        }

        return text
            .AppendLine(Say("Errors_Request_Count", At(group.FirstAt), At(group.LastAt), zone.Id, group.Affected))
            .AppendLine()
            .AppendLine(Say(AskOf(group.Key)))
            .Append(Say("Errors_Request_Closing"))
            .ToString();
    }

    private static string AskOf(ErrorGroupKey key) => key switch
    {
        { Code: "FIELD_CUSTOM_VALIDATION_EXCEPTION" } => "Errors_Request_Ask_Rule",
        { Code: "REQUIRED_FIELD_MISSING" } => "Errors_Request_Ask_Required",
        { Code: "CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY" or "CUSTOM_APEX_ERROR" } => "Errors_Request_Ask_Apex",
        { Category: LogCategory.Permission or LogCategory.Authorization } => "Errors_Request_Ask_Permission",
        { Category: LogCategory.DuplicateRule } => "Errors_Request_Ask_Duplicate",
        _ => "Errors_Request_Ask_Other",
    };

    private string? SafeMessage => group.Messages is [{ Arguments: null, Customers: > 1 } one] && !Personal().IsMatch(one.Message) ? one.Message : null;

    /// <summary>An address, or digits as of a phone number or an id.</summary>
    [GeneratedRegex(@"@|\d[\d\-\s()+]{5,}", RegexOptions.CultureInvariant)]
    private static partial Regex Personal();
}
