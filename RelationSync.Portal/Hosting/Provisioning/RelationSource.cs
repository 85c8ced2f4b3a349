namespace RelationSync.Portal.Hosting.Provisioning;

/// <summary>How Re:lation's API is read for an inbox.</summary>
/// <param name="Subdomain">The tenant: the first part of its address.</param>
/// <param name="Token">Its API token; a secret.</param>
/// <param name="BoxId">Re:lation's number of the message box.</param>
/// <param name="DefaultOperator">The login e-mail of whom operations are taken to be by where nothing else tells.</param>
internal sealed record RelationSource(string Subdomain, string Token, long BoxId, string DefaultOperator)
{
    /// <summary>Without the token.</summary>
    public override string ToString() => $"{Subdomain}/{BoxId}";
}
