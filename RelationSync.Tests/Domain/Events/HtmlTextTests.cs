using System.Diagnostics;
using System.Text;
using RelationSync.Domain.Events;

namespace RelationSync.Tests.Domain.Events;

[Trait("Rule", "R-M7")]
public sealed class HtmlTextTests
{
    /// <summary>Far more than linear time needs on a busy machine, far less than what grows with the square.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData("<p>a</p><p>b</p>", "a\nb")]
    [InlineData("<p>a</p>\n\n<p>b</p>\n", "a\nb")]
    [InlineData("<div><div><p>a</p></div></div><div></div><section>b</section>", "a\nb")]
    [InlineData("a<div>b</div>c", "a\nb\nc")]
    [InlineData("<h1>a</h1>b<hr>c", "a\nb\nc")]
    [InlineData("<p>a<p>b", "a\nb")]
    [InlineData("<P>a</P><DIV>b</DIV>", "a\nb")]
    public void Block_GivesOneLineBreak(string html, string text) => Assert.Equal(text, HtmlText.Of(html));

    [Theory]
    [InlineData("a<br>b", "a\nb")]
    [InlineData("a<br/>b<br />c", "a\nb\nc")]
    [InlineData("a<br></p><p>b", "a\nb")]
    [InlineData("<p>a<br></p><p>b</p>", "a\nb")]
    [InlineData("<p>a</p><br><p>b</p>", "a\nb")]
    [InlineData("<div><br>a</div><div>b</div>", "a\nb")]
    [InlineData("<br>a<br>", "a")]
    public void Br_GivesOneLineBreakAndNoBlankLineOfItsOwn(string html, string text) => Assert.Equal(text, HtmlText.Of(html));

    [Theory]
    [InlineData("a<br><br>b", "a\n\nb")]
    [InlineData("<div>a</div><br><br><div>b</div>", "a\n\nb")]
    [InlineData("a<br>\n<br>\n<br>b", "a\n\n\nb")]
    public void Br_SeveralInARow_GiveBlankLinesBetween(string html, string text) => Assert.Equal(text, HtmlText.Of(html));

    [Theory]
    [InlineData("<div>a</div><div><br></div><div>b</div>", "a\n\nb")]
    [InlineData("<p>a</p><p><span style='color:red'><b><br></b></span></p><p>b</p>", "a\n\nb")]
    [InlineData("<div>a</div><div>\n <div><br></div>\n</div><div>b</div>", "a\n\nb")]
    [InlineData("<div>a</div><div><br></div><div><br/></div><div>b</div>", "a\n\n\nb")]
    [InlineData("<div>a</div><div><br><br></div><div>b</div>", "a\n\n\nb")]
    [InlineData("<p>a<p><br><p>b", "a\n\nb")]
    [InlineData("<ul><li>a<li><br><li>b</ul>", "a\n\nb")]
    [InlineData("<div>a</div><div><br hidden></div><div>b</div>", "a\nb")]
    public void Block_OfNothingButABr_IsABlankLine(string html, string text) => Assert.Equal(text, HtmlText.Of(html));

    [Theory]
    [InlineData("<div style=\"display:none;max-height:0;overflow:hidden\">a</div><p>x</p>")]
    [InlineData("<DIV STYLE='DISPLAY : None ! important; display:block'>a</DIV>x")]
    [InlineData("<span style=\"color:red; display:/* c */none\">a</span>x")]
    [InlineData("<div style=\"display&#58;none\">a</div>x")]
    [InlineData("<div hidden>a<p>b</p></div>x")]
    [InlineData("<div hidden=\"until-found\">a</div>x")]
    [InlineData("<p HIDDEN>a<br>b<p>x")]
    [InlineData("<ul><li hidden>a<li>x</ul>")]
    [InlineData("<table><tr style='display:none'><td>a<tr><td>x</table>")]
    [InlineData("<table><tr><td style='display:none'>a<td>x</table>")]
    [InlineData("<table><tbody hidden><tr><td>a<tbody><tr><td>x</table>")]
    [InlineData("<table><thead hidden><tr><th>a<tfoot><tr><td>x</table>")]
    [InlineData("<select><option hidden>a<option>x</select>")]
    [InlineData("<select><option hidden>a<optgroup>x</select>")]
    [InlineData("<div style='display:none'><div>a</div>b</div>x")]
    [InlineData("<div style='display:none'><div style='display:block'>a</div></div>x")]
    [InlineData("<div><span hidden>a</div>x")]
    [InlineData("<table><tr><td hidden>a</div>b</td><td>x</td></tr></table>")]
    [InlineData("<div hidden><template>a</template>b</div>x")]
    [InlineData("<img hidden alt=a>x")]
    [InlineData("<!-- a --><!--[if mso]><p>b</p><![endif]-->x")]
    public void WhatIsNotDisplayed_Vanishes(string html) => Assert.Equal("x", HtmlText.Of(html));

    [Theory]
    [InlineData("<div style='display:block'>x</div>")]
    [InlineData("<div hidden style='display:block'>x</div>")]
    [InlineData("<div style='display:none;display:inline'>x</div>")]
    [InlineData("<div data-hidden style='visibility:visible'>x</div>")]
    [InlineData("<div hidden>a</div></div></p>x")]
    public void WhatIsDisplayed_Stays(string html) => Assert.Equal("x", HtmlText.Of(html));

    [Fact]
    public void Hidden_Block_BreaksNoLine() => Assert.Equal("ab", HtmlText.Of("a<div hidden>c</div>b"));

    [Theory]
    [InlineData("<div style=\"white-space:pre-wrap\">一行目\n二行目</div>", "一行目\n二行目")]
    [InlineData("<div style=\"white-space: pre\">a\n  b\n\nc</div>d", "a\n  b\n\nc\nd")]
    [InlineData("<div style=\"WHITE-SPACE:BREAK-SPACES\">a  b\nc</div>", "a  b\nc")]
    [InlineData("<p style=\"white-space:pre-line\">a   b\n  c</p>", "a b\nc")]
    [InlineData("<div style='white-space:pre-wrap'><b>a\nb</b><p>c\nd</p></div>e\nf", "a\nb\nc\nd\ne f")]
    [InlineData("<div style='white-space:pre-wrap'>a\nb<span style='white-space:normal'>c\nd</span></div>", "a\nbc d")]
    [InlineData("<pre style='white-space:normal'>a\nb</pre>", "a b")]
    [InlineData("<div style='white-space:nowrap'>a\nb</div>", "a b")]
    [InlineData("<p style='white-space:pre-wrap'>a\nb<p>c\nd", "a\nb\nc d")]
    public void WhiteSpace_InlineStyle_KeepsLineEnds(string html, string text) => Assert.Equal(text, HtmlText.Of(html));

    [Theory]
    [InlineData("  a \n\t b  ", "a b")]
    [InlineData("<p> a </p> <p> b </p>", "a\nb")]
    [InlineData("a <b> b </b> c", "a b c")]
    [InlineData("<b>a</b><i>b</i>", "ab")]
    [InlineData("a<br> b", "a\nb")]
    [InlineData("a&nbsp;&nbsp;b&#160;c", "a  b c")]
    [InlineData("a　b", "a　b")]
    public void WhiteSpace_Collapses(string html, string text) => Assert.Equal(text, HtmlText.Of(html));

    [Theory]
    [InlineData("a<pre>\n  b\n\n    c\n</pre>d", "a\n  b\n\n    c\nd")]
    [InlineData("<pre>a\tb <b> c</b></pre>", "a\tb  c")]
    [InlineData("<textarea>\n a\n b</textarea>", " a\n b")]
    public void Pre_IsKeptAsItIs(string html, string text) => Assert.Equal(text, HtmlText.Of(html));

    [Theory]
    [InlineData("<script>if (a<b) { '</p>' }</script>x")]
    [InlineData("<style>p { color: red }</style>x")]
    [InlineData("<head><title>t &amp; u</title><meta name=a><style>s</style></head><body>x</body>")]
    [InlineData("<TITLE>t</TITLE><Script>s</sCRIPT>x")]
    [InlineData("<template>a<template>b</template>c</template>x")]
    [InlineData("<iframe><p>a</p></iframe>x")]
    [InlineData("<!-- a <p> --><![if !mso]>x<![endif]><?xml a?>")]
    [InlineData("<svg><style/><script/></svg>x")]
    [InlineData("x<script>never closed <p>a</p>")]
    public void ScriptsStylesAndHead_Vanish(string html) => Assert.Equal("x", HtmlText.Of(html));

    [Theory]
    [InlineData("<table><tr><td>a</td><td>b</td></tr> <tr><td>c</td><td>d</td></tr></table>", "a\tb\nc\td")]
    [InlineData("<table><tr><th> a <th> b <tr><td>c<td>d</table>e", "a\tb\nc\td\ne")]
    [InlineData("<ul><li>a</li><li>b<ul><li>c</ul></ul>d", "a\nb\nc\nd")]
    [InlineData("<dl><dt>a<dd>b</dl>", "a\nb")]
    public void RowsAndItems_AreLines(string html, string text) => Assert.Equal(text, HtmlText.Of(html));

    [Theory]
    [InlineData("&lt;p&gt; &amp;amp; &copy; &#12354;&#x1F600;", "<p> &amp; © あ😀")]
    [InlineData("a & b &unknown; 1 < 2", "a & b &unknown; 1 < 2")]
    [InlineData("<xmp><b>a</b></xmp>", "<b>a</b>")]
    [InlineData("a<b", "a")]
    [InlineData("", "")]
    public void References_AreResolvedAndBrokenMarkupIsBorne(string html, string text) => Assert.Equal(text, HtmlText.Of(html));

    [Theory]
    [InlineData("<div>", "</div>", 500_000)]
    [InlineData("<b><i><p>", "", 500_000)]
    [InlineData("<table><tr><td>", "", 500_000)]
    [InlineData("<font color=1><p>", "", 500_000)]
    [InlineData("<template>", "</template>", 500_000)]
    [InlineData("<", "", 500_000)]
    [InlineData("&", "", 500_000)]
    [InlineData("<!--", "", 500_000)]
    [InlineData("<a b=\"", "", 500_000)]
    [InlineData("<script>", "", 300_000)]
    [InlineData("<span hidden>", "</div>", 300_000)]
    [InlineData("<ul><li>", "</p>", 300_000)]
    [InlineData("<p style='/**//**//**//**/display:none'>", "", 100_000)]
    [InlineData("<table><td>", "</table>", 200_000)]
    public void Hostile_DeepOrLong_IsReadInLittleTime(string before, string after, int times)
    {
        var html = new StringBuilder().Insert(0, before, times).Append('x').Insert(before.Length * times + 1, after, times).ToString();

        var watch = Stopwatch.StartNew();
        HtmlText.Of(html);

        Assert.True(watch.Elapsed < Patience, $"{watch.Elapsed}");
    }

    [Fact]
    public void Hostile_ManyAttributesOfOneTag_IsReadInLittleTime()
    {
        var html = $"<p {string.Concat(Enumerable.Range(0, 500_000).Select(i => $" a{i}=1"))}>x";

        var watch = Stopwatch.StartNew();

        Assert.Equal("x", HtmlText.Of(html));
        Assert.True(watch.Elapsed < Patience, $"{watch.Elapsed}");
    }
}
