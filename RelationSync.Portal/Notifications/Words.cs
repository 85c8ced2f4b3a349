using System.Globalization;
using System.Resources;
using RelationSync.Portal.Resources;

namespace RelationSync.Portal.Notifications;

/// <summary>Texts in a language that is the receivers' and nobody's who looks at a page.</summary>
internal sealed class Words(string language)
{
    private static readonly ResourceManager Texts = new(typeof(NotificationsTexts));

    public CultureInfo Culture { get; } = CultureInfo.GetCultureInfo(language);

    public string this[string key, params object[] values] =>
        string.Format(Culture, Texts.GetString(key, Culture) ?? throw new ArgumentException($"There is no text '{key}'.", nameof(key)), values);
}
