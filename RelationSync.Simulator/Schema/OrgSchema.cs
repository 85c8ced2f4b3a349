using System.Diagnostics.CodeAnalysis;
using RelationSync.Simulator.Orgs;

namespace RelationSync.Simulator.Schema;

/// <summary>The objects of one org; its settings decide about some fields.</summary>
internal sealed class OrgSchema
{
    private readonly Dictionary<string, EntityType> _byName = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, EntityType> _byPrefix = new(StringComparer.Ordinal);

    public OrgSchema(OrgSettings settings, PicklistValueSet eventTypes, PicklistValueSet taskTypes)
    {
        var sharedActivities = settings.SharedActivities;
        List<EntityType> entities =
        [
            ActivityEntities.Event(sharedActivities, eventTypes, () => settings.TypeRestricted),
            ActivityEntities.Task(sharedActivities, taskTypes),
            CustomerEntities.Account(),
            CustomerEntities.Contact(),
            CustomerEntities.Lead(),
            CustomerEntities.Opportunity(),
            CustomerEntities.OpportunityContactRole(),
            SetupEntities.User(),
            SetupEntities.Profile(),
            SetupEntities.UserLicense(),
            SetupEntities.Organization(),
            SetupEntities.UserPermissionAccess(),
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

        foreach (var field in settings.CustomFields)
        {
            AddActivityField(field);
        }

        _byName["Event"].Hide(settings.HiddenFields);
    }

    public IEnumerable<EntityType> Entities => _byName.Values;

    public EntityType this[string name] => _byName[name];

    public bool TryEntity(string name, [NotNullWhen(true)] out EntityType? entity) => _byName.TryGetValue(name, out entity);

    public bool TryByPrefix(string id, [NotNullWhen(true)] out EntityType? entity) => _byPrefix.TryGetValue(id[..3], out entity);

    /// <summary>A custom field of Activity shows on Event and on Task.</summary>
    public void AddActivityField(string name, int length, bool externalId, bool unique) => AddActivityField(
        name,
        FieldKind.Text,
        length,
        (externalId ? FieldTraits.ExternalId | FieldTraits.Indexed : 0) | (unique ? FieldTraits.Unique | FieldTraits.Indexed : 0));

    private void AddActivityField(CustomFieldSettings field)
    {
        var kind = OrgSettingsCheck.KindOf(field.Type) ?? throw new InvalidOperationException($"No field of type {field.Type}");
        var length = kind switch
        {
            FieldKind.LongText => 32_000,
            FieldKind.Email => 80,
            FieldKind.Phone => 40,
            FieldKind.Boolean or FieldKind.Double or FieldKind.Int or FieldKind.Date or FieldKind.DateTime => 0,
            _ => 255,
        };
        var traits = kind switch
        {
            FieldKind.LongText => FieldTraits.NotFilterable,
            FieldKind.Boolean => FieldTraits.Defaulted,
            _ => FieldTraits.None,
        };
        AddActivityField(
            field.Name!,
            kind,
            length,
            traits | (field.Unique ? FieldTraits.Unique | FieldTraits.Indexed : 0) | (field.Required && kind != FieldKind.Boolean ? FieldTraits.Required : 0));
    }

    private void AddActivityField(string name, FieldKind kind, int length, FieldTraits traits)
    {
        foreach (var entity in (EntityType[])[_byName["Event"], _byName["Task"]])
        {
            if (entity.TryStored(name, out _))
            {
                continue;
            }

            entity.Add(new FieldType
            {
                Name = name,
                Kind = kind,
                Ordinal = entity.NextOrdinal(),
                Length = length,
                Traits = FieldTraits.Custom | traits,
                Picklist = kind == FieldKind.Picklist ? new PicklistValueSet() : null,
            });
        }
    }
}
