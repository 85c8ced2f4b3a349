namespace RelationSync.Domain.Targets;

/// <summary>The Opportunity that becomes <c>WhatId</c> (R-M9): that of the first contact who has a role in an open one.</summary>
public static class OpportunityChoice
{
    /// <summary>For a single action. Of a batch, build the index once.</summary>
    public static string? Choose(IReadOnlyList<string> contactIdsInOrder, IReadOnlyCollection<OpportunityRole> roles) =>
        Choose(contactIdsInOrder, OpportunityIndex.Of(roles));

    /// <param name="contactIdsInOrder">The contacts that the Event hangs on; none for a lead.</param>
    /// <param name="roles">Their roles in open Opportunities.</param>
    public static string? Choose(IReadOnlyList<string> contactIdsInOrder, OpportunityIndex roles) =>
        contactIdsInOrder.Select(roles.Of).FirstOrDefault(opportunityId => opportunityId is not null);
}
