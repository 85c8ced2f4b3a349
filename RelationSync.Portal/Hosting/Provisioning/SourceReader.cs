using RelationSync.Domain.Channels;
using RelationSync.Domain.Operations;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.RelationApi;

namespace RelationSync.Portal.Hosting.Provisioning;

/// <summary>Reads an inbox's <c>source</c>: who owns each family, and how Re:lation's API is read.</summary>
internal static class SourceReader
{
    private const string Relation = "relation";

    private static readonly Dictionary<string, SourceOwner> Owners = Enum.GetValues<SourceOwner>().ToDictionary(Codes.Of, StringComparer.Ordinal);

    private static readonly (string Property, ChannelFamily Family)[] Families =
        [("message", ChannelFamily.Message), ("memo", ChannelFamily.Memo), ("call", ChannelFamily.Call), ("chat", ChannelFamily.Chat)];

    public static ProvisionedSource? Read(EntryReader inbox)
    {
        if (inbox.OptionalObject("source", [.. Families.Select(f => f.Property), Relation]) is not { } entry)
        {
            return null;
        }

        var owners = Families.ToDictionary(f => f.Family, f => entry.OptionalChoice(f.Property, Owners));
        foreach (var (property, family) in Families.Where(f => !InboxSources.MayBe(f.Family, owners[f.Family])))
        {
            entry.Fault(property, "must not be both: the API can't see the openings that pushed chats are known by (R-P1)");
        }

        var relation = entry.OptionalObject(Relation, "subdomain", "token", "box_id", "default_operator");
        if (relation is null && owners.Values.Any(o => o is not SourceOwner.Push))
        {
            entry.Fault(Relation, "is required where a family is read from the API");
        }

        return new ProvisionedSource(owners, relation is null ? null : RelationOf(relation));
    }

    private static RelationSource RelationOf(EntryReader entry)
    {
        var subdomain = entry.Text("subdomain");
        if (subdomain.Length > 0 && !TenantAddress.IsSubdomain(subdomain))
        {
            entry.Fault("subdomain", "must be the first part of https://….relationapp.jp: 1 to 63 lower-case letters, digits and -");
        }

        var person = entry.Text("default_operator");
        if (person.Length > 0 && !EmailAddress.IsValid(person))
        {
            entry.Fault("default_operator", "must be an e-mail address");
        }

        return new RelationSource(subdomain, entry.Text("token"), entry.Number("box_id"), person);
    }
}
