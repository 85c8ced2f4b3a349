using System.Globalization;
using System.Resources;

namespace RelationSync.E2E.Infrastructure;

/// <summary>What the pages say, from their own resources.</summary>
internal static class Texts
{
    public static string Of<TResources>(string key, string language = "ja", params object[] figures)
    {
        var culture = CultureInfo.GetCultureInfo(language);
        var text = new ResourceManager(typeof(TResources)).GetString(key, culture)
            ?? throw new ArgumentException($"{typeof(TResources).Name} has no {key}.", nameof(key));
        return figures.Length == 0 ? text : string.Format(culture, text, figures);
    }
}
