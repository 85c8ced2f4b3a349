using System.Globalization;
using System.Resources;
using RelationSync.Domain.ErrorLog;

[assembly: NeutralResourcesLanguage("ja")]

namespace RelationSync.Portal.Resources;

/// <summary>What happened and what to do, in the language of the current culture: by code, else by category.</summary>
public static class GuidanceTexts
{
    private static readonly ResourceManager Texts = new("RelationSync.Portal.Resources.Guidance", typeof(GuidanceTexts).Assembly);

    public static string For(string code, LogCategory category) =>
        Texts.GetString($"Guidance_Code_{code}", CultureInfo.CurrentUICulture)
        ?? Texts.GetString($"Guidance_Category_{category}", CultureInfo.CurrentUICulture)!;

    /// <summary>The same of a single try: what passes is tried again by itself, where the log speaks of what was given up.</summary>
    public static string ForTry(string code, LogCategory category) =>
        Texts.GetString($"Guidance_Code_{code}", CultureInfo.CurrentUICulture)
        ?? Texts.GetString($"Guidance_Try_{category}", CultureInfo.CurrentUICulture)
        ?? For(code, category);
}
