using System.Diagnostics.CodeAnalysis;

namespace RelationSync.Simulator.Schema;

/// <summary>The objects of one org; its settings decide about some fields.</summary>
internal sealed class OrgSchema
{
    private readonly Dictionary<string, EntityType> _byName = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, EntityType> _byPrefix = new(StringComparer.Ordinal);

    public OrgSchema(bool sharedActivities, PicklistValueSet eventTypes, Func<bool> typeRestricted)
    {
        List<EntityType> entities =
        [
            ActivityEntities.Event(sharedActivities, eventTypes, typeRestricted),
            ActivityEntities.Task(sharedActivities),
            CustomerEntities.Account(),
            CustomerEntities.Contact(),
            CustomerEntities.Lead(),
            CustomerEntities.Opportunity(),
            CustomerEntities.OpportunityContactRole(),
            SetupEntities.User(),
            SetupEntities.Profile(),
            SetupEntities.UserLicense(),
            SetupEntities.Organization(),
            .. SetupEntities.Permissions(),
        ];
        if (sharedActivities)
        {
            entities.Add(ActivityEntities.EventWhoRelation());
        }

        foreach (var entity in entities)
        {
            _byName[entity.Name] = entity;
            _byPrefix[entity.KeyPrefix] = entity;
        }
    }

    public IEnumerable<EntityType> Entities => _byName.Values;

    public EntityType this[string name] => _byName[name];

    public bool TryEntity(string name, [NotNullWhen(true)] out EntityType? entity) => _byName.TryGetValue(name, out entity);

    public bool TryByPrefix(string id, [NotNullWhen(true)] out EntityType? entity) => _byPrefix.TryGetValue(id[..3], out entity);

    /// <summary>A custom field of Activity shows on Event and on Task.</summary>
    public void AddActivityField(string name, int length, bool externalId, bool unique)
    {
        foreach (var entity in (EntityType[])[_byName["Event"], _byName["Task"]])
        {
            if (entity.TryField(name, out _))
            {
                continue;
            }

            entity.Add(new FieldType
            {
                Name = name,
                Kind = FieldKind.Text,
                Ordinal = entity.NextOrdinal(),
                Length = length,
                Traits = FieldTraits.Custom
                    | (externalId ? FieldTraits.ExternalId | FieldTraits.Indexed : 0)
                    | (unique ? FieldTraits.Unique | FieldTraits.Indexed : 0),
            });
        }
    }
}
