namespace RelationSync.Simulator.Schema;

/// <summary>Writes an object's fields down in one line each.</summary>
internal sealed class EntityBuilder
{
    private readonly EntityType _entity;

    public EntityBuilder(EntityType entity)
    {
        _entity = entity;
        entity.Add(new FieldType
        {
            Name = "Id",
            Kind = FieldKind.Id,
            Ordinal = FieldType.IdOrdinal,
            Length = 18,
            Traits = FieldTraits.ReadOnly | FieldTraits.Defaulted,
        });
        entity.Add(new FieldType
        {
            Name = "IsDeleted",
            Kind = FieldKind.Boolean,
            Ordinal = FieldType.IsDeletedOrdinal,
            Traits = FieldTraits.ReadOnly | FieldTraits.Defaulted,
        });
        const FieldTraits system = FieldTraits.ReadOnly | FieldTraits.Defaulted;
        Add("CreatedDate", FieldKind.DateTime, 0, system);
        Reference("CreatedById", "CreatedBy", ["User"], system);
        Add("LastModifiedDate", FieldKind.DateTime, 0, system);
        Reference("LastModifiedById", "LastModifiedBy", ["User"], system);
        Add("SystemModstamp", FieldKind.DateTime, 0, system);
    }

    public EntityType Entity => _entity;

    public EntityBuilder Text(string name, int length, FieldTraits traits = 0) => Add(name, FieldKind.Text, length, traits);

    public EntityBuilder LongText(string name, int length) => Add(name, FieldKind.LongText, length, FieldTraits.NotFilterable);

    public EntityBuilder Email(string name, FieldTraits traits = 0) => Add(name, FieldKind.Email, 80, traits);

    public EntityBuilder Phone(string name, FieldTraits traits = 0) => Add(name, FieldKind.Phone, 40, traits);

    public EntityBuilder Bool(string name, FieldTraits traits = 0) => Add(name, FieldKind.Boolean, 0, traits | FieldTraits.Defaulted);

    public EntityBuilder Int(string name, FieldTraits traits = 0) => Add(name, FieldKind.Int, 0, traits);

    public EntityBuilder Double(string name, FieldTraits traits = 0) => Add(name, FieldKind.Double, 0, traits);

    public EntityBuilder Date(string name, FieldTraits traits = 0) => Add(name, FieldKind.Date, 0, traits);

    public EntityBuilder DateTime(string name, FieldTraits traits = 0) => Add(name, FieldKind.DateTime, 0, traits);

    public EntityBuilder Picklist(string name, PicklistValueSet values, FieldTraits traits = 0, Func<bool>? restricted = null) =>
        Field(name, FieldKind.Picklist, 255, traits, picklist: values, restricted: restricted);

    public EntityBuilder Combobox(string name, int length, PicklistValueSet values) =>
        Field(name, FieldKind.Combobox, length, 0, picklist: values);

    public EntityBuilder Reference(string name, string relationship, string[] to, FieldTraits traits = 0) =>
        Field(name, FieldKind.Reference, 18, traits, to, relationship);

    public EntityBuilder JunctionIds(string name)
    {
        _entity.Add(new FieldType
        {
            Name = name,
            Kind = FieldKind.JunctionIds,
            Ordinal = FieldType.WhoIdsOrdinal,
            Traits = FieldTraits.NotFilterable,
        });
        return this;
    }

    public EntityBuilder Add(string name, FieldKind kind, int length, FieldTraits traits) => Field(name, kind, length, traits);

    private EntityBuilder Field(
        string name,
        FieldKind kind,
        int length,
        FieldTraits traits,
        string[]? to = null,
        string? relationship = null,
        PicklistValueSet? picklist = null,
        Func<bool>? restricted = null)
    {
        _entity.Add(new FieldType
        {
            Name = name,
            Kind = kind,
            Ordinal = _entity.NextOrdinal(),
            Length = length,
            Traits = traits,
            ReferenceTo = to ?? [],
            RelationshipName = relationship,
            Picklist = picklist,
            IsRestricted = restricted,
        });
        return this;
    }
}
