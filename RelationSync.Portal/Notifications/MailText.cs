using System.Globalization;
using System.Net;
using System.Text;
using MimeKit;
using MimeKit.Text;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Notifications;

/// <summary>A message as a mail: plain text and the same as simple HTML.</summary>
internal sealed class MailText(MessageWords words)
{
    public MimeMessage Write(NotificationDelivery delivery, NotificationSettings settings)
    {
        var message = NotificationMessage.FromJson(delivery.MessageJson);
        var language = new Words(settings.Language);
        var told = words.Tell(message, language);
        var headline = MessageWords.Headline(message, language);
        var mail = new MimeMessage
        {
            // The same at every attempt: a mail program shows a repeat once.
            MessageId = $"{delivery.Id:N}@{words.Portal.Host}",
            Date = delivery.CreatedAt,
            Subject = language["Notifications_Mail_Subject", headline],
        };
        mail.From.Add(MailAddresses.Parse(settings.Sender));
        mail.To.Add(MailAddresses.Parse(delivery.Receiver));

        // No answers from absence (RFC 3834).
        mail.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        mail.Headers.Add("X-Auto-Response-Suppress", "All");
        mail.Body = new MultipartAlternative
        {
            new TextPart(TextFormat.Plain) { Text = Plain(headline, told, language) },
            new TextPart(TextFormat.Html) { Text = Html(headline, told, language) },
        };
        return mail;
    }

    private string Plain(string headline, IReadOnlyList<ToldFact> told, Words language)
    {
        var text = new StringBuilder();
        if (told.Count == 0)
        {
            text.Append(headline).Append("\n\n").Append(language["Notifications_Test_Text"]).Append("\n\n");
        }

        foreach (var fact in told)
        {
            text.Append(fact.Title).Append('\n').Append(fact.Inbox).Append('\n').Append(fact.Times).Append("\n\n")
                .Append(fact.Meaning).Append('\n').Append(fact.Remedy).Append('\n').Append(fact.Url).Append("\n\n");
        }

        return text.Append("-- \n").Append(language["Notifications_Mail_Footer", new Uri(words.Portal, "/notifications")]).Append('\n').ToString();
    }

    private string Html(string headline, IReadOnlyList<ToldFact> told, Words language)
    {
        var html = new StringBuilder($"<!DOCTYPE html><html lang=\"{language.Culture.TwoLetterISOLanguageName}\"><head><meta charset=\"utf-8\"><title>{Encode(headline)}</title></head>");
        html.Append("<body style=\"margin:0;padding:24px;font-family:sans-serif;font-size:14px;line-height:22px;color:#18202c;background:#ffffff\">");
        if (told.Count == 0)
        {
            html.Append(CultureInfo.InvariantCulture, $"<h1 style=\"font-size:18px;line-height:26px;margin:0 0 8px\">{Encode(headline)}</h1><p style=\"margin:0 0 24px\">{Encode(language["Notifications_Test_Text"])}</p>");
        }

        foreach (var fact in told)
        {
            html.Append(CultureInfo.InvariantCulture, $"<h1 style=\"font-size:18px;line-height:26px;margin:0\">{Encode(fact.Title)}</h1>")
                .Append(CultureInfo.InvariantCulture, $"<p style=\"margin:0 0 12px;color:#465162\">{Encode(fact.Inbox)}<br>{Encode(fact.Times)}</p>")
                .Append(CultureInfo.InvariantCulture, $"<p style=\"margin:0 0 12px\">{Encode(fact.Meaning)}<br>{Encode(fact.Remedy)}</p>")
                .Append(CultureInfo.InvariantCulture, $"<p style=\"margin:0 0 28px\"><a href=\"{Encode(fact.Url.AbsoluteUri)}\" style=\"color:#1f5099\">{Encode(language["Notifications_Mail_Open"])}</a></p>");
        }

        var settings = new Uri(words.Portal, "/notifications");
        return html.Append(CultureInfo.InvariantCulture, $"<p style=\"margin:0;padding-top:12px;border-top:1px solid #e1e5ea;font-size:12px;color:#5f6b7b\">{Encode(language["Notifications_Mail_Footer", settings])}</p></body></html>").ToString();
    }

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
