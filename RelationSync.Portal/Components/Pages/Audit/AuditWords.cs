using Microsoft.Extensions.Localization;
using RelationSync.Portal.Resources;

namespace RelationSync.Portal.Components.Pages.Audit;

/// <summary>What stands in the log as a code, in the viewer's words; what has none, as it is.</summary>
public sealed class AuditWords(IStringLocalizer<AuditTexts> texts)
{
    /// <summary>An e-mail, or what the system calls itself.</summary>
    public string Actor(string? actor) => Find($"Audit_Actor_{actor}") ?? actor ?? "";

    public string Detail(string key) => Find($"Audit_Detail_{key}") ?? key;

    public string Value(string? value) => Find($"Audit_Value_{value}") ?? value ?? "";

    private string? Find(string key) => texts[key] is { ResourceNotFound: false } text ? text.Value : null;
}
