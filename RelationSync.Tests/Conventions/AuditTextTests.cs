using System.Globalization;
using System.Resources;
using RelationSync.Portal.Accounts;
using RelationSync.Portal.Auditing;
using RelationSync.Portal.Resources;

namespace RelationSync.Tests.Conventions;

public sealed class AuditTextTests
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
        Assert.DoesNotContain(Enum.GetNames<AccountFault>(), f => Text<UsersTexts>($"Users_Fault_{f}", language) is null or "");
        Assert.DoesNotContain(
            Enum.GetValues<AccountFault>(), f => AccountErrors.Text(AccountErrors.Word(f), "Account_Error_Code") is not { } key || Text<AccountTexts>(key, language) is null or "");
    }

    private static string? Text<T>(string key, string language) => new ResourceManager(typeof(T)).GetString(key, CultureInfo.GetCultureInfo(language));
}
