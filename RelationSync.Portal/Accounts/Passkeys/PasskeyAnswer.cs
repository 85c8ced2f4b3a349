namespace RelationSync.Portal.Accounts.Passkeys;

/// <summary>What a browser answers to a challenge.</summary>
/// <param name="Site">Where it was asked.</param>
/// <param name="Challenge">What it was asked.</param>
/// <param name="Json">A <c>PublicKeyCredential</c>, as the page's script writes it.</param>
internal sealed record PasskeyAnswer(PasskeySite Site, byte[] Challenge, string Json)
{
    /// <summary>In characters; attestations of security keys are the longest and take a few thousand.</summary>
    public const int Longest = 16 * 1024;
}
