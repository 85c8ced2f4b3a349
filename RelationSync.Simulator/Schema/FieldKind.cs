namespace RelationSync.Simulator.Schema;

internal enum FieldKind
{
    Id,
    Reference,
    Text,
    LongText,
    Email,
    Phone,
    Url,
    Picklist,
    Combobox,
    Boolean,
    Int,
    Double,
    Date,
    DateTime,
    JunctionIds,
}
