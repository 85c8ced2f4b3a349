namespace RelationSync.Simulator.Schema;

[Flags]
internal enum FieldTraits
{
    None = 0,
    Required = 1,
    ReadOnly = 2,
    CreateOnly = 4,
    NotFilterable = 8,
    Indexed = 16,
    Unique = 32,
    ExternalId = 64,
    Restricted = 128,
    Custom = 256,
    Defaulted = 512,
}
