using RelationSync.Domain.Events;
using RelationSync.Portal.Salesforce;

namespace RelationSync.Portal.Connections;

/// <summary>The Event that a sample would become in an org, looked up and not written.</summary>
/// <param name="Draft">What the action alone decides.</param>
/// <param name="Owner">Username of whose Event it is; null: nobody is found, so one is created (R-O3).</param>
/// <param name="Contacts">The contacts it hangs on, the primary first.</param>
/// <param name="Lead">The lead it hangs on.</param>
/// <param name="OpportunityId">What becomes <c>WhatId</c>.</param>
/// <param name="OnlyPrimary">The org allows one contact only (R-W12).</param>
public sealed record EventPreview(
    EventDraft Draft, string? Owner, IReadOnlyList<FoundRecord> Contacts, FoundRecord? Lead, string? OpportunityId, bool OnlyPrimary)
{
    /// <summary>The owner's id; null: nobody is found.</summary>
    public string? OwnerId { get; init; }

    /// <summary>How records are called, by id; those that may not be read are missing.</summary>
    public IReadOnlyDictionary<string, RecordName> Names { get; init; } = new Dictionary<string, RecordName>();
}

/// <summary>A contact or lead that was found.</summary>
/// <param name="Id">18 characters.</param>
/// <param name="Email">As stored.</param>
/// <param name="Phone">As stored.</param>
public sealed record FoundRecord(string Id, string? Email, string? Phone);

/// <summary>What a preview is asked for.</summary>
/// <param name="Channel">The channel's code.</param>
/// <param name="Operator">The operator's login e-mail.</param>
/// <param name="Customer">The customer's address or number.</param>
/// <param name="Subject">The message's subject.</param>
/// <param name="Body">What was written.</param>
public sealed record SampleOperation(string Channel, string Operator, string Customer, string Subject, string Body);
