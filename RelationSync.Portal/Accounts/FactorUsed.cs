namespace RelationSync.Portal.Accounts;

/// <summary>With what somebody has shown that they are who their password says.</summary>
internal enum FactorUsed
{
    /// <summary>A code of the authenticator app.</summary>
    Code,

    /// <summary>One of the recovery codes, which is used up by it.</summary>
    RecoveryCode,

    Passkey,
}
