namespace RelationSync.Portal.Connections;

/// <summary>Why an authorisation at Salesforce didn't come about; in the wizard's address, in lower case.</summary>
public enum AuthorizeFault
{
    /// <summary>The answer belongs to no authorisation that this session has begun, or comes twice, or too late.</summary>
    State,

    /// <summary>The person denied it.</summary>
    Denied,

    /// <summary>Salesforce refused, or couldn't be reached.</summary>
    Refused,

    /// <summary>No app is set up to authorise.</summary>
    App,

    /// <summary>The app isn't allowed a refresh token.</summary>
    Offline,
}
