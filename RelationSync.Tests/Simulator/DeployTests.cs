using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;

namespace RelationSync.Tests.Simulator;

/// <summary>The file-based Metadata calls: a zip is taken, checked as a whole, and its components reported one by one.</summary>
[Collection(nameof(SimulatorGroup))]
public sealed partial class DeployTests(SimulatorFixture simulator)
{
    private const string ReportFolder = "<ReportFolder xmlns=\"http://soap.sforce.com/2006/04/metadata\"><name>R</name></ReportFolder>";
    private static readonly string[] CallAndMail = ["Call", "メール"];

    [Fact]
    public async Task Deploy_IsUnderWayFirst_ThenDone()
    {
        var org = await simulator.CreateOrgAsync();

        var begun = await org.SoapAsync(Deploy(Zip(("reports/R-meta.xml", ReportFolder, "Report", "R/"))));
        var id = Id().Match(begun.Text).Groups[1].Value;
        var first = await org.SoapAsync(Status(id));
        var second = await org.SoapAsync(Status(id));

        Assert.Contains("<done>false</done>", first.Text, StringComparison.Ordinal);
        Assert.Contains("<status>Succeeded</status><success>true</success>", second.Text, StringComparison.Ordinal);
    }

    /// <summary>Why the package for customers' orgs holds no value set.</summary>
    [Fact]
    [Trait("Rule", "R-M5")]
    public async Task ValueSet_Deployed_ReplacesTheOrgsOwnValues()
    {
        var org = await simulator.CreateOrgAsync(new { types = CallAndMail });
        const string set = "<StandardValueSet xmlns=\"http://soap.sforce.com/2006/04/metadata\"><sorted>false</sorted><standardValue><fullName>LINE</fullName><default>false</default><label>LINE</label></standardValue></StandardValueSet>";

        await DeployAsync(org, Zip(("standardValueSets/EventType.standardValueSet", set, "StandardValueSet", "EventType")));

        var read = await org.SoapAsync("<readMetadata><type>StandardValueSet</type><fullNames>EventType</fullNames></readMetadata>");
        Assert.Contains("LINE", read.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("メール", read.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<name>N</name>", "Required fields are missing: [format, reportType]")]
    [InlineData("<nope/>", "invalid at this location in type Report")]
    [InlineData("<format>Odd</format>", "'Odd' is not a valid value for the enum 'ReportFormat'")]
    [InlineData("<showDetails>yes</showDetails>", "'yes' is not a valid value for the type xsd:boolean")]
    [InlineData("<name>N</name><name>N</name>", "Element name is duplicated at this location in type Report")]
    [InlineData("<format>Tabular</format><name>N</name><reportType>Nothing__c</reportType>", "invalid report type")]
    public async Task Report_ThatIsWrong_IsReportedWithItsProblem(string content, string problem)
    {
        var org = await simulator.CreateOrgAsync();
        var report = $"<Report xmlns=\"http://soap.sforce.com/2006/04/metadata\">{content}</Report>";

        var answer = await DeployAsync(org, Zip(("reports/R-meta.xml", ReportFolder, "Report", "R/"), ("reports/R/X.report", report, "Report", "R/X")));

        Assert.Contains("<status>Failed</status>", answer, StringComparison.Ordinal);
        Assert.Contains("<fileName>reports/R/X.report</fileName><fullName>R/X</fullName>", answer, StringComparison.Ordinal);
        Assert.Contains(problem, answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report_WithoutItsFolder_IsRefused()
    {
        var org = await simulator.CreateOrgAsync();
        const string report = "<Report xmlns=\"http://soap.sforce.com/2006/04/metadata\"><format>Tabular</format><name>N</name><reportType>X__c</reportType></Report>";

        var answer = await DeployAsync(org, Zip(("reports/R/X.report", report, "Report", "R/X")));

        Assert.Contains("<problem>Cannot find folder:R</problem>", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Package_ThatDoesNotMatchItsManifest_SaysWhatIsMissingAndWhatIsTooMuch()
    {
        var org = await simulator.CreateOrgAsync();

        var answer = await DeployAsync(org, Zip(("reports/R-meta.xml", ReportFolder, "Report", "S/")));

        Assert.Contains("An object 'S' of type Report was named in package.xml, but was not found in zipped directory", answer, StringComparison.Ordinal);
        Assert.Contains("'R' of type ReportFolder is in the zip file, but not in package.xml", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, "Failed", false)]
    [InlineData(false, "SucceededPartial", true)]
    public async Task Package_WithOneBadComponent_IsRolledBackOrNot(bool rollback, string status, bool isSaved)
    {
        var org = await simulator.CreateOrgAsync();
        const string field = "<CustomObject xmlns=\"http://soap.sforce.com/2006/04/metadata\"><fields><fullName>Good__c</fullName><label>Good</label><length>10</length><type>Text</type></fields></CustomObject>";
        const string permissions = "<PermissionSet xmlns=\"http://soap.sforce.com/2006/04/metadata\"><fieldPermissions><editable>true</editable><field>Event.Bad__c</field></fieldPermissions><label>P</label></PermissionSet>";

        var answer = await DeployAsync(org, Zip(("objects/Activity.object", field, "CustomField", "Activity.Good__c"), ("permissionsets/P.permissionset", permissions, "PermissionSet", "P")), rollback);

        Assert.Contains($"<status>{status}</status>", answer, StringComparison.Ordinal);
        Assert.Contains("In field: field - no CustomField named Event.Bad__c found", answer, StringComparison.Ordinal);
        Assert.Equal(isSaved, (await org.GetAsync("/sobjects/Event/describe")).Text.Contains("Good__c", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Zip_WithoutManifest_OrNone_IsReported()
    {
        var org = await simulator.CreateOrgAsync();

        Assert.Contains("No package.xml found", await DeployAsync(org, Zip()), StringComparison.Ordinal);
        Assert.Contains("Invalid zip file", await DeployAsync(org, "bm8gemlw"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deploy_WithoutThePermission_IsAFault()
    {
        var org = await simulator.CreateOrgAsync(new { metadata_permission = false });

        var answer = await org.SoapAsync(Deploy(Zip(("reports/R-meta.xml", ReportFolder, "Report", "R/"))));

        Assert.Equal(500, answer.Status);
        Assert.Contains("INSUFFICIENT_ACCESS</faultcode>", answer.Text, StringComparison.Ordinal);
    }

    private static async Task<string> DeployAsync(SimulatedOrg org, string zip, bool rollback = true)
    {
        var begun = await org.SoapAsync(Deploy(zip, rollback));
        var id = Id().Match(begun.Text).Groups[1].Value;
        await org.SoapAsync(Status(id));
        return (await org.SoapAsync(Status(id))).Text;
    }

    private static string Deploy(string zip, bool rollback = true) =>
        $"<deploy><ZipFile>{zip}</ZipFile><DeployOptions><rollbackOnError>{(rollback ? "true" : "false")}</rollbackOnError><singlePackage>true</singlePackage></DeployOptions></deploy>";

    private static string Status(string id) => $"<checkDeployStatus><asyncProcessId>{id}</asyncProcessId><includeDetails>true</includeDetails></checkDeployStatus>";

    /// <summary>Files with what package.xml says of them; without any there is no package.xml.</summary>
    private static string Zip(params (string Path, string Content, string Type, string Member)[] files)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (path, content, _, _) in files)
            {
                Write(zip, path, content);
            }

            if (files.Length > 0)
            {
                var types = files.GroupBy(f => f.Type).Select(t => $"<types>{string.Concat(t.Select(f => $"<members>{f.Member}</members>"))}<name>{t.Key}</name></types>");
                Write(zip, "package.xml", $"<Package xmlns=\"http://soap.sforce.com/2006/04/metadata\">{string.Concat(types)}<version>67.0</version></Package>");
            }
        }

        return Convert.ToBase64String(bytes.ToArray());
    }

    private static void Write(ZipArchive zip, string path, string content)
    {
        using var stream = zip.CreateEntry(path).Open();
        stream.Write(Encoding.UTF8.GetBytes(content));
    }

    [GeneratedRegex("<id>([^<]+)</id>")]
    private static partial Regex Id();
}
