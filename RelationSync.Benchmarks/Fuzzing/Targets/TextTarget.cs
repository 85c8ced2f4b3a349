using RelationSync.Benchmarks.Fuzzing.Inputs;
using RelationSync.Domain.Actions;
using RelationSync.Domain.Channels;
using RelationSync.Domain.Events;
using RelationSync.Domain.Operations;
using RelationSync.Portal.ErrorLog.Workbook;
using RelationSync.Portal.Salesforce.Http;

namespace RelationSync.Benchmarks.Fuzzing.Targets;

/// <summary>Texts on their way into an Event, the error log and a cell of the workbook.</summary>
internal sealed class TextTarget : PureTarget
{
    public override string Name => "texts";

    public override int Share => 280;

    public override string Holds => "every word of HTML and nothing else, every limit, no half of a character, no cell that is a formula";

    protected override string? Check(Random random) => random.Next(5) switch
    {
        0 => WellFormed(random),
        1 => OfBody(new HtmlShaker(random).Broken(), BodyFormat.Html),
        2 => OfBody(HostileText.Of(random), BodyFormat.Text),
        3 => OfSubject(HostileText.Of(random), Channel.All[random.Next(Channel.All.Count)]),
        _ => OfCell(HostileText.Of(random)) ?? Limits.OfText(SafeText.Clean(WellFormed(HostileText.Of(random))), SafeText.MaxLength, 1),
    };

    public static string? OfHtml(string html) => OfBody(html, BodyFormat.Html);

    /// <summary>As texts come out of a JSON reader.</summary>
    private static string WellFormed(string text) => string.Concat(text.EnumerateRunes());

    private static string? WellFormed(Random random)
    {
        var (html, words) = new HtmlShaker(random).WellFormed();
        var text = HtmlText.Of(html);
        var seen = text.Split((char[])[' ', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries);
        return seen.SequenceEqual(words) ? null : $"'{html}' gave '{text}'";
    }

    private static string? OfBody(string body, BodyFormat format)
    {
        var content = new ActionContent(Channel.Mail, null, body, format, [], null, default, null, []);
        var text = DescriptionText.Of(content, TimeZoneInfo.Utc).Text;
        var chat = DescriptionText.Of(content with { Channel = Channel.Line, Bubbles = [new Bubble(DateTimeOffset.MaxValue, body, body), new Bubble(default, null, body)] }, TimeZoneInfo.Local).Text;
        return Limits.OfText(text, DescriptionText.MostCharacters, DescriptionText.MostLines) ?? Limits.OfText(chat, DescriptionText.MostCharacters, DescriptionText.MostLines);
    }

    private static string? OfSubject(string subject, Channel channel)
    {
        var line = SubjectLine.Of(channel, subject).Text;
        return line.StartsWith($"【{channel.Label}】", StringComparison.Ordinal) ? Limits.OfText(line, SubjectLine.MostCharacters, 1) : $"begins otherwise: {line}";
    }

    private static string? OfCell(string text)
    {
        var cell = CellText.Of(text);
        return cell.Text.Length > 0 && "=+-@\t＝＋－＠".Contains(cell.Text[0], StringComparison.Ordinal) && !cell.Quoted
            ? $"a cell that is a formula: {cell.Text}"
            : Limits.OfText(cell.Text, CellText.MaxLength, int.MaxValue);
    }
}
