namespace RelationSync.Portal.Storage;

/// <summary>What was done. Stored by number: a new one goes to the end of its ten. The pages' texts go by these names.</summary>
public enum AuditAct
{
    SignedIn = 0,
    SignedOut = 1,
    SignedOutEverywhere = 2,
    PasswordChanged = 3,
    LanguageChanged = 4,
    SecondFactorTurnedOn = 5,
    SecondFactorTurnedOff = 6,
    RecoveryCodesMade = 7,
    RecoveryCodeUsed = 8,
    SessionEnded = 9,

    AccountInvited = 10,
    AccountCreated = 11,
    AccountRoleChanged = 12,
    AccountDeleted = 13,
    ResetLinkMade = 14,
    InvitationWithdrawn = 15,
    SessionsEnded = 16,
    SecondFactorRemoved = 17,
    SignInFailed = 18,

    InboxCreated = 20,
    InboxChanged = 21,
    SecretRotated = 22,
    SilenceAlertChanged = 23,
    BearerKeyCreated = 24,
    BearerKeyRevoked = 25,
    TestOperationSent = 26,

    ConnectionCreated = 30,
    ConnectionPaused = 31,
    ConnectionResumed = 32,
    ConnectionDeleted = 33,
    ConnectionTested = 34,
    BudgetChanged = 35,
    SalesforceAuthorized = 36,
    MarkerCreated = 37,
    SalesforceAskedAgain = 38,
    ReportsDeployed = 39,

    ActionsRetried = 40,
    EntriesSettled = 41,
    LogExported = 42,
    AuditExported = 43,
    OutcomeStands = 44,
    OutcomeMissing = 45,
    EntriesReopened = 46,
    ErrorOwnerChanged = 47,
    ErrorNoteChanged = 48,
    ActionsExported = 49,

    NotificationsChanged = 50,
    NotificationTested = 51,

    RelationTokenReplaced = 60,
    RelationSourceChanged = 61,
    FoundLateTaken = 62,
    BackfillStarted = 63,
    BackfillPaused = 64,
    BackfillResumed = 65,
    SourcePaused = 66,
    SourceResumed = 67,

    PasskeyAdded = 80,
    PasskeyRenamed = 81,
    PasskeyRemoved = 82,
    PasskeyUsed = 83,

    /// <summary>Its counter went back: a copy of it may be in use. The use was refused.</summary>
    PasskeyCloned = 84,

    SingleSignOnLinked = 90,
    SingleSignOnUnlinked = 91,
}
