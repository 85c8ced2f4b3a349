using System.Globalization;
using System.Resources;
using RelationSync.Domain.Common;
using RelationSync.Domain.ErrorLog;

namespace RelationSync.Portal.Resources;

/// <summary>The message of a log entry or a try, in the language of the current culture.</summary>
public static class LogMessages
{
    private static readonly ResourceManager Texts = new("RelationSync.Portal.Resources.LogMessages", typeof(LogMessages).Assembly);

    /// <param name="code">The entry's code.</param>
    /// <param name="stored">The entry's message, as it is stored.</param>
    /// <param name="arguments">Of our own sentence; null: the message is shown as it is.</param>
    public static string Show(string code, string stored, string? arguments) =>
        arguments is not null && LogCatalogue.Read(code, arguments) is { } text ? Say(text) : stored;

    /// <summary>Where the sentence stands in the resources.</summary>
    internal static string KeyOf(CodedMessage message) => message.Name.Length == 0 ? $"LogMessage_{message.Code}" : $"LogMessage_{message.Code}_{message.Name}";

    private static string Say(CodedText text) => string.Format(
        CultureInfo.CurrentCulture, Texts.GetString(KeyOf(text.Message), CultureInfo.CurrentUICulture) ?? text.English, [.. text.Arguments]);
}
