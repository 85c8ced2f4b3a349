namespace RelationSync.Simulator.Soap.Deploying;

/// <summary>A type of metadata and where its files are in a package.</summary>
/// <param name="Type">As package.xml and the root element name it.</param>
/// <param name="InFolder">A file lies in a folder, which is a component itself (<c>reports/RelationSync-meta.xml</c>).</param>
internal sealed record ComponentKind(string Type, string Directory, string Suffix, bool InFolder = false)
{
    public static IReadOnlyList<ComponentKind> All { get; } =
    [
        new("CustomObject", "objects", ".object"),
        new("PermissionSet", "permissionsets", ".permissionset"),
        new("ReportType", "reportTypes", ".reportType"),
        new("Report", "reports", ".report", InFolder: true),
        new("Dashboard", "dashboards", ".dashboard", InFolder: true),
        new("Translations", "translations", ".translation"),
        new("CustomObjectTranslation", "objectTranslations", ".objectTranslation"),
        new("StandardValueSet", "standardValueSets", ".standardValueSet"),
    ];

    public string FolderType => Type + "Folder";

    public static ComponentKind? Of(string type) => All.FirstOrDefault(k => k.Type == type);

    /// <summary>Type and full name of the component that a file holds; null: no file of a type known here.</summary>
    public static (ComponentKind Kind, string Type, string FullName)? OfPath(string path)
    {
        const string folderSuffix = "-meta.xml";
        if (path.Split('/', 2) is not [var directory, var rest] || All.FirstOrDefault(k => k.Directory == directory) is not { } kind)
        {
            return null;
        }

        return kind.InFolder && rest.EndsWith(folderSuffix, StringComparison.Ordinal) ? (kind, kind.FolderType, rest[..^folderSuffix.Length])
            : rest.EndsWith(kind.Suffix, StringComparison.Ordinal) ? (kind, kind.Type, rest[..^kind.Suffix.Length])
            : null;
    }

    public string PathOf(string type, string fullName) => type == FolderType ? $"{Directory}/{fullName}-meta.xml" : $"{Directory}/{fullName}{Suffix}";
}
