using System.Text.RegularExpressions;

namespace RelationSync.Tests.Conventions;

/// <summary>Text fields are bound with <c>@bind</c>: only then does a render know what was typed meanwhile, and doesn't overwrite it.</summary>
public sealed partial class TextFieldTests
{
    [Fact]
    public void TextFields_AreBound_AndNeverWrittenByHand()
    {
        var fields = SourceTree.Files("*.razor")
            .SelectMany(f => Field().Matches(File.ReadAllText(f)).Select(m => (File: Path.GetFileName(f), Markup: m.Value))).ToList();

        Assert.Contains(fields, f => f.Markup.Contains("@bind:event=\"oninput\"", StringComparison.Ordinal));
        Assert.DoesNotContain(fields, f => f.Markup.Contains("@oninput", StringComparison.Ordinal));
    }

    [GeneratedRegex(@"<(input|textarea)\b([^""<>]|""[^""]*(@\([^)]*\))?[^""]*"")*>", RegexOptions.Singleline)]
    private static partial Regex Field();
}
