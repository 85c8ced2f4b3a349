using RelationSync.Domain.Connections;
using RelationSync.Portal.Salesforce.OAuth;

namespace RelationSync.Portal.Connections;

/// <summary>What an administrator has chosen so far in the wizard. It can be left, and gone on with.</summary>
public sealed record WizardDraft
{
    /// <summary>The inbox's key.</summary>
    public string? Inbox { get; init; }

    /// <summary>The inbox was created for this draft, so its source is to be chosen too.</summary>
    public bool IsNewInbox { get; init; }

    /// <summary>Where to authorise, checked.</summary>
    public string? LoginUrl { get; init; }

    /// <summary>The connection's own app; null: the installation's.</summary>
    public string? ClientId { get; init; }

    public string? ClientSecretProtected { get; init; }

    /// <summary>For the JWT bearer flow: the private key that <see cref="Certificate"/> belongs to.</summary>
    public string? SigningKeyProtected { get; init; }

    /// <summary>PEM.</summary>
    public string? Certificate { get; init; }

    /// <summary>Why Salesforce refused the last attempt.</summary>
    public Refusal? Refusal { get; init; }

    public Guid? AuthorizationId { get; init; }

    /// <summary>The authorisation was there before.</summary>
    public bool Reused { get; init; }

    public TargetKind? Targets { get; init; }

    public bool LinkOpportunities { get; init; } = true;

    /// <summary>Null: not decided yet.</summary>
    public bool? UseMarker { get; init; }

    /// <summary>Admits one visit to the start of an authorisation.</summary>
    public string? Ticket { get; init; }

    /// <summary>Hash of the <c>state</c> of the authorisation under way.</summary>
    public string? StateHash { get; init; }

    public DateTimeOffset? SavedAt { get; init; }
}
