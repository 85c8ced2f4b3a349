using System.Text.RegularExpressions;

namespace RelationSync.Portal.Connections;

/// <summary>How Re:lation's API is read for an inbox.</summary>
/// <param name="Subdomain">The tenant: the first part of its address.</param>
/// <param name="Token">Its API token; a secret.</param>
/// <param name="BoxId">Re:lation's number of the message box.</param>
/// <param name="DefaultOperator">The login e-mail of whom operations are taken to be by where nothing else tells.</param>
internal sealed partial record RelationSource(string Subdomain, string Token, long BoxId, string DefaultOperator)
{
    public static bool IsSubdomain(string text) => SubdomainForm().IsMatch(text);

    /// <summary>Without the token.</summary>
    public override string ToString() => $"{Subdomain}/{BoxId}";

    [GeneratedRegex(@"\A[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\z", RegexOptions.CultureInvariant)]
    private static partial Regex SubdomainForm();
}
