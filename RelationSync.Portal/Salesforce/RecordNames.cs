using System.Text.Json;
using RelationSync.Domain.Salesforce;
using RelationSync.Portal.Salesforce.Http;
using RelationSync.Portal.Salesforce.Soql;

namespace RelationSync.Portal.Salesforce;

/// <summary>How a record is called.</summary>
/// <param name="Name">A person's, an opportunity's or a user's.</param>
/// <param name="Detail">The company, or an opportunity's stage; null: there is none, or it may not be read.</param>
public sealed record RecordName(string Name, string? Detail);

/// <summary>Somebody whom an org knows.</summary>
/// <param name="IsLead">A lead, not a contact.</param>
public sealed record KnownCustomer(string Id, string Email, RecordName Called, bool IsLead);

/// <summary>Asks an org how its records are called, for people to see. What can't be read stays unnamed.</summary>
internal sealed class RecordNames(SalesforceSession session)
{
    /// <summary>By id, of 18 characters each.</summary>
    public async Task<IReadOnlyDictionary<string, RecordName>> OfAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
    {
        var names = new Dictionary<string, RecordName>(StringComparer.Ordinal);
        foreach (var asked in ids.GroupBy(NameQueries.Of).Where(g => g.Key is not null))
        {
            var (entity, fields) = asked.Key!.Value;
            foreach (var row in await RowsAsync(NameQueries.ByIds(entity, fields, asked), cancellationToken))
            {
                if (SalesforceId.To18(row.Text("Id")) is { } id && Read(row) is { } name)
                {
                    names[id] = name;
                }
            }
        }

        return names;
    }

    /// <summary>Contacts and leads with an e-mail that were changed last.</summary>
    public async Task<IReadOnlyList<KnownCustomer>> RecentAsync(bool contacts, bool leads, int most, CancellationToken cancellationToken)
    {
        var found = contacts ? await RowsAsync(NameQueries.RecentContacts(most), cancellationToken) : [];
        var further = leads ? await RowsAsync(NameQueries.RecentLeads(most), cancellationToken) : [];
        return [.. found.Select(r => Customer(r, isLead: false)).Concat(further.Select(r => Customer(r, isLead: true))).OfType<KnownCustomer>()];
    }

    private static KnownCustomer? Customer(JsonElement row, bool isLead) =>
        SalesforceId.To18(row.Text("Id")) is { } id && row.Text("Email") is { Length: > 0 } email && Read(row) is { } name
            ? new KnownCustomer(id, email, name, isLead)
            : null;

    private static RecordName? Read(JsonElement row) => row.Text("Name") is { Length: > 0 } name
        ? new RecordName(name, row.Child("Account")?.Text("Name") ?? row.Text("Company") ?? row.Text("StageName"))
        : null;

    private async Task<IReadOnlyList<JsonElement>> RowsAsync(string query, CancellationToken cancellationToken)
    {
        try
        {
            return await AskAsync(query, cancellationToken);
        }
        catch (SalesforceException e) when (e.Failure.Code == "INVALID_FIELD" && NameQueries.WithoutCompany(query) is var shorter && shorter != query)
        {
            return await RowsAsync(shorter, cancellationToken);
        }
        catch (SalesforceException)
        {
            return [];
        }
    }

    private Task<IReadOnlyList<JsonElement>> AskAsync(string query, CancellationToken cancellationToken) => session.ReadAsync<IReadOnlyList<JsonElement>>(
        new ApiCall("check", HttpMethod.Get, $"{session.DataPath}query?q={Uri.EscapeDataString(query)}"),
        json => [.. json.Items("records").Select(r => r.Clone())],
        cancellationToken);
}
