using System.Security.Cryptography;
using System.Text;
using RelationSync.Domain.Common;
using RelationSync.Domain.Events;
using RelationSync.Domain.Operations;

namespace RelationSync.Domain.Owners;

/// <summary>The user that is created for an operator whom Salesforce doesn't know (R-O3). The same operator always gives the same.</summary>
public static class IntegrationUser
{
    /// <summary>The user licence it is created on.</summary>
    public const string LicenseName = "Salesforce Integration";

    private const int MostUsernameCharacters = 80;
    private const int MostLastNameCharacters = 80;
    private const int MostFirstNameCharacters = 40;
    private const int MostAliasCharacters = 8;
    private const int OrgIdCharacters = 15;
    private const int HashCharacters = 16;

    /// <param name="operator">Who did it.</param>
    /// <param name="orgId">The org's id, 15 or 18 characters.</param>
    public static NewUser For(Operator @operator, string orgId)
    {
        var email = @operator.Email.Trim();
        var (lastName, firstName) = NamesOf(@operator.Name, LocalPart(email));
        return new NewUser(email, UsernameOf(email, orgId), lastName, firstName, AliasOf(LocalPart(email)));
    }

    /// <summary><c>sato@example.com.00d5g000001abcd</c>; of a long e-mail <c>sa-0123456789abcdef@example.com.00d…</c>.</summary>
    private static string UsernameOf(string email, string orgId)
    {
        var suffix = "." + (orgId.Length > OrgIdCharacters ? orgId[..OrgIdCharacters] : orgId).ToLowerInvariant();
        if (email.Length + suffix.Length <= MostUsernameCharacters)
        {
            return email + suffix;
        }

        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(email.ToLowerInvariant())))[..HashCharacters];
        var domain = email[(email.LastIndexOf('@') + 1)..];
        var room = MostUsernameCharacters - suffix.Length - domain.Length - hash.Length - "-@".Length;
        return room > 0 && domain.Length < email.Length
            ? $"{CutText.Head(LocalPart(email), room).Text}-{hash}@{domain}{suffix}"
            : $"{hash}@operator{suffix}";
    }

    /// <summary><c>佐藤 花子</c>, also with a full-width space: family name first.</summary>
    private static (string LastName, string? FirstName) NamesOf(string? name, string localPart)
    {
        var parts = StorableText.OneLine(name ?? "")
            .Split([' ', '　'], 2, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var lastName = parts is [var first, ..] ? first : localPart;
        var firstName = parts is [_, { Length: > 0 } second] ? CutText.Head(second, MostFirstNameCharacters).Text : null;
        return (CutText.Head(lastName, MostLastNameCharacters).Text, firstName);
    }

    private static string AliasOf(string localPart)
    {
        var letters = string.Concat(localPart.Where(char.IsAsciiLetterOrDigit).Take(MostAliasCharacters));
        return letters.Length > 0 ? letters.ToLowerInvariant() : "operator";
    }

    private static string LocalPart(string email)
    {
        var at = email.LastIndexOf('@');
        return at > 0 ? email[..at] : email;
    }
}
