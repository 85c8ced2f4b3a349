using System.Text.Json;
using RelationSync.Domain.ErrorLog;
using RelationSync.Domain.Owners;
using RelationSync.Domain.Salesforce;
using RelationSync.Domain.Sync;
using RelationSync.Portal.Salesforce.Http;
using RelationSync.Portal.Salesforce.Soql;

namespace RelationSync.Portal.Salesforce.Composite;

/// <summary>
/// Creates users on the integration licence (R-O3; Object Reference, User). Single requests in a Composite, not a
/// Collections: User is a set-up object, and each has a status of its own.
/// </summary>
internal sealed class UserCreation(SalesforceSession session, CompositeClient composite, OrgMemory memory)
{
    // The first replaces the second, which new orgs lack (help.salesforce.com, "Give Integration Users API Only Access").
    private static readonly string[] PreferredProfiles = ["Minimum Access - API Only Integrations", "Salesforce API Only System Integrations"];

    public async Task<IReadOnlyList<UserOutcome>> CreateAsync(IReadOnlyList<NewUser> users, CancellationToken cancellationToken)
    {
        List<UserOutcome> outcomes = new(users.Count);
        try
        {
            var orgId = (await session.TokenAsync(cancellationToken)).OrgId;
            var profileId = await ProfileAsync(orgId, cancellationToken);
            foreach (var batch in users.Chunk(CompositeClient.MaxSubrequests))
            {
                outcomes.AddRange(await CreateRenewedAsync(batch, profileId, cancellationToken));
            }

            if (outcomes.Any(o => o.Failure?.Code is "INVALID_CROSS_REFERENCE_KEY" or "LICENSE_LIMIT_EXCEEDED"))
            {
                memory.ForgetIntegrationProfile(orgId);
            }
        }
        catch (SalesforceException e)
        {
            Rest(e.Failure);
        }
        catch (OperationCanceledException) when (outcomes.Count > 0)
        {
            // The outcomes of the batches before must not be lost.
            Rest(Failures.Abandoned());
        }

        return outcomes;

        void Rest(SalesforceFailure failure) => outcomes.AddRange(Enumerable.Repeat(
            new UserOutcome(null, failure with { Certainty = WriteCertainty.NotWritten }), users.Count - outcomes.Count));
    }

    /// <summary>Those that say that the session has run out are created with a new token, once.</summary>
    private async Task<IReadOnlyList<UserOutcome>> CreateRenewedAsync(NewUser[] users, string profileId, CancellationToken cancellationToken)
    {
        var outcomes = (await CreateAsync(users, profileId, cancellationToken)).ToArray();
        var stale = Enumerable.Range(0, users.Length).Where(i => outcomes[i].Failure is { WholeCall: false } f && Failures.SessionRanOut(f.Code)).ToList();
        if (stale.Count > 0)
        {
            await session.RenewAsync(CancellationToken.None);
            var again = await CreateAsync([.. stale.Select(i => users[i])], profileId, cancellationToken);
            stale.ForEach(i => outcomes[i] = again[stale.IndexOf(i)]);
        }

        return outcomes;
    }

    private async Task<IReadOnlyList<UserOutcome>> CreateAsync(NewUser[] users, string profileId, CancellationToken cancellationToken)
    {
        try
        {
            return await composite.SendAsync(
                "users",
                writes: true,
                [.. users.Select(u => new Subrequest("POST", session.DataPath + "sobjects/User", w => Write(w, u, profileId)))],
                results => results.Select(Outcome).ToList(),
                cancellationToken);
        }
        catch (SalesforceException e)
        {
            return [.. users.Select(_ => new UserOutcome(null, e.Failure))];
        }
    }

    private async Task<string> ProfileAsync(string orgId, CancellationToken cancellationToken)
    {
        if (memory.IntegrationProfile(orgId) is { } known)
        {
            return known;
        }

        var call = new ApiCall("users", HttpMethod.Get, $"{session.DataPath}query?q={Uri.EscapeDataString(LookUpQueries.IntegrationProfiles)}");
        var profiles = await session.ReadAsync(
            call, json => json.Items("records").Select(r => (Id: SalesforceId.To18(r.Text("Id")), Name: r.Text("Name"))).ToList(), cancellationToken);
        var found = PreferredProfiles.Select(name => profiles.Find(p => p.Name == name).Id).FirstOrDefault(id => id is not null)
            ?? profiles.Select(p => p.Id).Order(StringComparer.Ordinal).FirstOrDefault(id => id is not null)
            ?? throw WayMessages.NoIntegrationProfile.Text.Failure(wholeCall: true).Throwable();
        memory.IntegrationProfileIs(orgId, found);
        return found;
    }

    private static UserOutcome Outcome(Subresult result) => result switch
    {
        { IsSuccess: true } when SalesforceId.To18(result.Body.Text("id")) is { } id => new UserOutcome(id, null),
        { IsSuccess: false, Status: { } status } => new UserOutcome(null, Failures.OfSubrequest(status, result.Body, writes: true) with { WholeCall = false }),
        _ => new UserOutcome(null, Failures.InvalidResponse("The answer lacks this user's result.", writes: true)),
    };

    private static void Write(Utf8JsonWriter writer, NewUser user, string profileId)
    {
        writer.WriteStartObject();
        writer.WriteString("Username", user.Username);
        writer.WriteString("Email", user.Email);
        writer.WriteString("LastName", user.LastName);
        if (!string.IsNullOrEmpty(user.FirstName))
        {
            writer.WriteString("FirstName", user.FirstName);
        }

        writer.WriteString("Alias", user.Alias);
        writer.WriteString("ProfileId", profileId);
        writer.WriteString("TimeZoneSidKey", "Asia/Tokyo");
        writer.WriteString("LocaleSidKey", "ja_JP");
        writer.WriteString("LanguageLocaleKey", "ja");
        writer.WriteString("EmailEncodingKey", "UTF-8");
        writer.WriteEndObject();
    }
}
