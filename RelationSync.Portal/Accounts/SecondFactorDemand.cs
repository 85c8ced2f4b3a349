namespace RelationSync.Portal.Accounts;

/// <summary>Who must have a second factor. The names are values of <c>Accounts:RequireSecondFactor</c>.</summary>
internal enum SecondFactorDemand
{
    /// <summary>Nobody; everybody may.</summary>
    None,

    Administrators,

    Everybody,
}
