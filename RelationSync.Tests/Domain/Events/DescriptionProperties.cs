using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using RelationSync.Domain.Actions;
using RelationSync.Domain.Events;
using static RelationSync.Tests.Support.ContentBuilder;

namespace RelationSync.Tests.Domain.Events;

/// <summary>The limits of Salesforce hold whatever a body is made of.</summary>
public sealed class DescriptionProperties
{
    private static readonly string[] Pieces =
    [
        "a", "あ", "😀", "\n", "\r\n", "\r", " ", "\t", "\ud83d", "\ude00", "\u0000", "\uffff", "<p>", "</p>", "<br>", "<pre>",
        "</pre>", "<td>", "<script>", "</script>", "<!--", "-->", "&amp;", "&#x1F600;", "&#xD800;", "&nbsp;", "<b a='",
    ];

    private static readonly Gen<string> Texts =
        from pieces in Gen.Elements(Pieces).ListOf()
        from times in Gen.Elements(1, 1, 2, 60, 700, 40_000)
        let text = string.Concat(pieces)
        select new StringBuilder().Insert(0, text, Math.Max(1, Math.Min(times, 100_000 / Math.Max(1, text.Length)))).ToString();

    private static readonly Gen<ActionContent> Contents =
        from text in Texts
        from content in Gen.Elements(Mail(text), Html(text), Chat(Bubble(text)), Chat([.. Enumerable.Repeat(Bubble(text, text), 3)]))
        select content;

    [Property(MaxTest = 500)]
    [Trait("Rule", "R-M7")]
    public Property Description_Whatever_Has50LinesAnd32000CharactersAtMost() => Prop.ForAll(Arb.From(Contents), content =>
    {
        var text = DescriptionText.Of(content, Tokyo).Text;

        Assert.InRange(text.Length, 0, 32_000);
        Assert.InRange(text.Split('\n').Length, 1, 50);
        AssertStorable(text, allowed: "\n\t");
    });

    [Property(MaxTest = 500)]
    [Trait("Rule", "R-M7")]
    public Property Description_NotSaidToBeCut_IsTheWholeText() => Prop.ForAll(Arb.From(Texts), text =>
    {
        var description = DescriptionText.Of(Mail(text), Tokyo);
        var whole = StorableText.Lines(text);

        Assert.Equal(description.WasCut, description.Text != whole && description.Text + "\n" != whole);
    });

    [Property(MaxTest = 500)]
    [Trait("Rule", "R-M1")]
    public Property Subject_Whatever_IsOneLineOf255CharactersAtMost() => Prop.ForAll(Arb.From(Texts), text =>
    {
        var subject = EventMapper.Map(Mail(subject: text), Tokyo).Subject;

        Assert.InRange(subject.Length, 5, 255);
        AssertStorable(subject, allowed: "");
    });

    private static void AssertStorable(string text, string allowed)
    {
        Assert.DoesNotContain(text, c => (char.IsControl(c) && !allowed.Contains(c)) || c is '\uFFFE' or '\uFFFF');
        Assert.Equal(text, Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text))); // no half of a pair
    }
}
