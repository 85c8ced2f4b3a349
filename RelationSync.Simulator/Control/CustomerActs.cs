using RelationSync.Simulator.Orgs;
using RelationSync.Simulator.Store;
using RelationSync.Simulator.Writing;

namespace RelationSync.Simulator.Control;

/// <summary>What people do in Salesforce with customers: merge two of them, convert a lead. Their activities go along.</summary>
internal sealed class CustomerActs(Org org, UsernameRegistry usernames)
{
    public void Merge(string? keepId, string? loseId)
    {
        using var gate = GateScope.Write(org);
        var (keep, lose) = (Find(keepId, "Contact", "Lead"), Find(loseId, "Contact", "Lead"));
        if (keep.Type != lose.Type || keep == lose)
        {
            throw new RecordLoadException("two contacts or two leads are needed");
        }

        MoveActivities(lose.Id, keep);
        MoveRoles(lose.Id, keep.Id);
        if (lose.Type.Name == "Contact")
        {
            Set(lose, ("MasterRecordId", keep.Id));
        }

        Touch(keep);
        Touch(lose);
        lose.IsDeleted = true;
        org.Version++;
    }

    /// <returns>The contact that the lead became.</returns>
    public string Convert(string? leadId, string? contactId)
    {
        using var gate = GateScope.Write(org);
        var lead = Find(leadId, "Lead");
        if (lead.Flag("IsConverted"))
        {
            throw new RecordLoadException($"lead {lead.Id} is converted already");
        }

        var contact = contactId is null ? Make(lead) : Find(contactId, "Contact");
        MoveActivities(lead.Id, contact);
        Set(
            lead,
            ("IsConverted", true),
            ("ConvertedDate", DateOnly.FromDateTime(org.Clock.GetUtcNow().UtcDateTime)),
            ("ConvertedContactId", contact.Id),
            ("ConvertedAccountId", contact.Text("AccountId")),
            ("Status", "Closed - Converted"));
        Touch(lead);
        org.Version++;
        return contact.Id;
    }

    private Record Find(string? givenId, params string[] types) =>
        SalesforceId.TryNormalise(givenId, out var id) && org.Find(id) is { IsDeleted: false } row && types.Contains(row.Type.Name)
            ? row
            : throw new RecordLoadException($"no {string.Join(" or ", types).ToLowerInvariant()} {givenId}");

    private Record Make(Record lead)
    {
        var account = Create("Account", ("Name", lead.Text("Company")), ("OwnerId", lead["OwnerId"]));
        return Create(
            "Contact",
            [("AccountId", account.Id), .. ((string[])["LastName", "FirstName", "Email", "Phone", "MobilePhone", "OwnerId"]).Select(name => (name, lead[name]))]);
    }

    private Record Create(string entity, params (string Field, object? Value)[] values)
    {
        var type = org.Schema[entity];
        var draft = new Draft(type);
        foreach (var (field, value) in values)
        {
            draft.Sent[type[field]] = value;
        }

        var context = new WriteContext(org, org["User"].Rows[0].Id, usernames, new Transaction()) { Unchecked = true };
        return org.Find(RecordSaver.Create(context, draft).Id!)!;
    }

    private void MoveActivities(string fromId, Record to)
    {
        foreach (var row in org["Event"].Rows.Concat(org["Task"].Rows).Where(r => r.WhoIds.Contains(fromId)))
        {
            row.WhoIds = [.. row.WhoIds.Select(id => id == fromId ? to.Id : id).Distinct()];
            Set(row, ("WhoId", row.WhoIds[0]), ("SystemModstamp", Now));
            if (row.Type.TryStored("WhoCount", out _))
            {
                Set(row, ("WhoCount", (long)row.WhoIds.Count));
            }

            if (row.Type.Name == "Event" && row.Text("WhatId") is null && org.Find(row.WhoIds[0]) is { Type.Name: "Contact" } primary)
            {
                Set(row, ("AccountId", primary.Text("AccountId")));
            }
        }
    }

    /// <summary>One role of a contact in an opportunity is enough.</summary>
    private void MoveRoles(string fromId, string toId)
    {
        var roles = org["OpportunityContactRole"].Rows.Where(r => !r.IsDeleted).ToList();
        foreach (var role in roles.Where(r => r.Text("ContactId") == fromId))
        {
            if (roles.Exists(r => r.Text("ContactId") == toId && r.Text("OpportunityId") == role.Text("OpportunityId")))
            {
                role.IsDeleted = true;
            }
            else
            {
                Set(role, ("ContactId", toId));
            }
        }
    }

    private object Now => SalesforceTime.Seconds(org.Clock.GetUtcNow().UtcDateTime);

    private void Touch(Record row) => Set(row, ("LastModifiedDate", Now), ("SystemModstamp", Now));

    private void Set(Record row, params (string Field, object? Value)[] changes)
    {
        var values = new object?[row.Type.ValueCount];
        row.Values.CopyTo(values, 0);
        foreach (var (field, value) in changes)
        {
            values[row.Type[field].Ordinal] = value;
        }

        org.TableOf(row.Type).Replace(row, values);
    }
}
