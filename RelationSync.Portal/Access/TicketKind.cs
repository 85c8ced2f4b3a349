namespace RelationSync.Portal.Access;

/// <summary>What a short-lived cookie about an account is for. Each kind has a key of its own: one can't be read as another.</summary>
internal enum TicketKind
{
    /// <summary>The password was right; the code is still to come. Opens nothing by itself.</summary>
    SignIn,

    /// <summary>The key that is offered for a second factor, until a first code was made with it.</summary>
    Enrolment,

    /// <summary>New recovery codes, until they were shown.</summary>
    RecoveryCodes,

    /// <summary>Password and second factor were just given again: a further factor can be added.</summary>
    Confirmed,

    /// <summary>The challenge that a passkey answers.</summary>
    PasskeyChallenge,
}
