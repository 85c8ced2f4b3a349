namespace RelationSync.Simulator.Schema;

internal static class FieldKindNames
{
    /// <summary>The type as describe spells it.</summary>
    public static string Of(FieldType field) => field.Kind switch
    {
        FieldKind.Id => "id",
        FieldKind.Reference => "reference",
        FieldKind.Text => "string",
        FieldKind.LongText => "textarea",
        FieldKind.Email => "email",
        FieldKind.Phone => "phone",
        FieldKind.Url => "url",
        FieldKind.Picklist => "picklist",
        FieldKind.Combobox => "combobox",
        FieldKind.Boolean => "boolean",
        FieldKind.Int => "int",
        FieldKind.Double => "double",
        FieldKind.Date => "date",
        FieldKind.DateTime => "datetime",
        FieldKind.JunctionIds => "junctionidlist",
        _ => throw new InvalidOperationException($"No name for {field.Kind}"),
    };

    public static string SoapTypeOf(FieldType field) => field.Kind switch
    {
        FieldKind.Id or FieldKind.Reference => "tns:ID",
        FieldKind.Boolean => "xsd:boolean",
        FieldKind.Int => "xsd:int",
        FieldKind.Double => "xsd:double",
        FieldKind.Date => "xsd:date",
        FieldKind.DateTime => "xsd:dateTime",
        FieldKind.JunctionIds => "urn:JunctionIdListNames",
        _ => "xsd:string",
    };
}
