using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;
using RelationSync.Domain.ErrorLog;
using RelationSync.Portal.Accounts;
using RelationSync.Portal.Connections;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Resources;
using RelationSync.Portal.Storage;

namespace RelationSync.Tests.Conventions;

public sealed partial class AuditTextTests
{
    public static TheoryData<string> Languages => ["ja", "en"];

    [Theory]
    [MemberData(nameof(Languages))]
    public void Texts_StandThereForEveryAct(string language) =>
        Assert.DoesNotContain(Enum.GetNames<AuditAct>(), a => Text<AuditTexts>($"Audit_Act_{a}", language) is null or "");

    [Theory]
    [MemberData(nameof(Languages))]
    public void Texts_StandThereForEveryFaultOfAnAccount(string language)
    {
        Assert.DoesNotContain(
            Enum.GetValues<CommandFault>(), f => AccountErrors.Text(AccountErrors.Word(f), "Account_Error_Code") is not { } key || Text<AccountTexts>(key, language) is null or "");
    }

    /// <summary>As the sources write them, <c>("time_zone", …)</c>, in every file that writes the audit log.</summary>
    [Theory]
    [MemberData(nameof(Languages))]
    public void Texts_StandThereForEveryDetail(string language)
    {
        var details = SourceTree.Files("*.cs").Select(File.ReadAllText).Where(f => f.Contains(".Audit(", StringComparison.Ordinal) || f.Contains("Value)[] Facts(", StringComparison.Ordinal))
            .SelectMany(f => Detail().Matches(f).Select(m => m.Groups[1].Value)).Concat(Codes.All<CheckState>().Where(s => s != Codes.Of(CheckState.Running))).Distinct().ToList();

        Assert.Contains("time_zone", details);
        Assert.Contains("codes", details);
        Assert.DoesNotContain(details, d => Text<AuditTexts>($"Audit_Detail_{d}", language) is null or "");
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void Texts_StandThereForEveryConditionCategoryAndSeverity(string language) => Assert.DoesNotContain(
        Enum.GetNames<NotifiedCondition>().Concat(Enum.GetNames<SmtpSecurity>()).Concat(Codes.All<LogCategory>()).Concat(Codes.All<LogSeverity>()),
        v => Text<AuditTexts>($"Audit_Value_{v}", language) is null or "");

    [GeneratedRegex("\\(\"([a-z_]+)\", [a-z]")]
    private static partial Regex Detail();

    private static string? Text<T>(string key, string language) => new ResourceManager(typeof(T)).GetString(key, CultureInfo.GetCultureInfo(language));
}
