namespace RelationSync.Portal.Live;

/// <summary>What has changed. A change says no more than that: whoever shows it asks the store again.</summary>
public enum ChangeTopic
{
    /// <summary>Actions or the operations behind them: arrived, derived, written, failed, cancelled.</summary>
    Actions,

    /// <summary>A connection's state, authorisation, limit or last drain.</summary>
    Connections,

    /// <summary>The error log.</summary>
    Errors,

    /// <summary>Inboxes and their secrets.</summary>
    Inboxes,

    /// <summary>Accounts and invitations.</summary>
    People,

    /// <summary>The condition of the portal itself; published by <c>LiveStatus</c> only.</summary>
    Status,

    /// <summary>Notifications: settings, webhooks, deliveries.</summary>
    Notifications,

    /// <summary>The figures of the dashboard, computed anew for all viewers; published by <c>LiveFigures</c> only.</summary>
    Figures,
}
