using System.Globalization;

namespace RelationSync.Portal.Components.Layout;

/// <summary>The two languages of the portal.</summary>
public static class Language
{
    /// <summary>The viewer's, <c>ja</c> or <c>en</c>.</summary>
    public static string Current => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en" ? "en" : "ja";

    /// <summary>The one to switch to.</summary>
    public static string Other => Current == "en" ? "ja" : "en";
}
