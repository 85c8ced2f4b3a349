using Microsoft.Extensions.Localization;
using RelationSync.Portal.Resources;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Audit;

/// <summary>What stands in the log as a code, in the viewer's words; what has none, as it is.</summary>
public sealed class AuditWords(IStringLocalizer<AuditTexts> texts)
{
    /// <summary>Details that people have named: an inbox called "Support" is no role.</summary>
    private static readonly HashSet<string> Free = ["name", "file", "host", "sender", "recipients", "receivers", "codes", "who", "org", "salesforce_user", "refused"];

    /// <summary>Acts whose "to what" is a part of the settings, and not the name of something.</summary>
    private static readonly HashSet<AuditAct> OfSettings = [AuditAct.NotificationsChanged, AuditAct.NotificationTested];

    /// <summary>An e-mail, or what the system calls itself.</summary>
    public string Actor(string? actor) => Find($"Audit_Actor_{actor}") ?? actor ?? "";

    public string Act(AuditAct act) => texts[$"Audit_Act_{act}"];

    /// <summary>What it was done to.</summary>
    public string About(AuditAct act, string about) => (OfSettings.Contains(act) ? Find($"Audit_About_{about}") : null) ?? about;

    public string Detail(string key) => Find($"Audit_Detail_{key}") ?? key;

    /// <summary>The value of a detail; of several, each.</summary>
    public string Value(string key, string? value) =>
        string.IsNullOrEmpty(value) ? texts["Audit_Value_Nothing"]
        : Free.Contains(key) ? value
        : string.Join(", ", value.Split(", ").Select(v => Find($"Audit_Value_{v}") ?? Find($"Audit_Act_{v}") ?? v));

    private string? Find(string key) => texts[key] is { ResourceNotFound: false } text ? text.Value : null;
}
