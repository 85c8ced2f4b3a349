using System.Text;
using RelationSync.Portal.Salesforce.Metadata;

namespace RelationSync.Tests.Portal.Salesforce.Metadata;

public sealed class SoapXmlTests
{
    [Theory]
    [InlineData(10, true)]
    [InlineData(60, true)]
    [InlineData(100, false)]
    [InlineData(200_000, false)]
    public void Parse_Nested_OnlyAsDeepAsAnyAnswerIs(int levels, bool isRead)
    {
        var xml = string.Concat(Enumerable.Repeat("<a>", levels)) + string.Concat(Enumerable.Repeat("</a>", levels));

        Assert.Equal(isRead, Parse(xml) is not null);
    }

    [Fact]
    public void Parse_MillionsOfElements_IsRefusedBeforeTheyAreATree() =>
        Assert.Null(Parse($"<a>{string.Concat(Enumerable.Repeat("<b/>", 2_000_000))}</a>"));

    [Theory]
    [InlineData("""<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>""")]
    [InlineData("""<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>""")]
    [InlineData("<a>")]
    [InlineData("")]
    public void Parse_NoPlainDocument_IsNull(string xml) => Assert.Null(Parse(xml));

    private static System.Xml.Linq.XDocument? Parse(string xml) => SoapXml.Parse(Encoding.UTF8.GetBytes(xml));
}
