namespace RelationSync.Simulator.Schema;

/// <summary>One field of an object, as describe tells it.</summary>
internal sealed class FieldType
{
    public const int IdOrdinal = -1;
    public const int IsDeletedOrdinal = -2;
    public const int WhoIdsOrdinal = -3;

    public required string Name { get; init; }

    public required FieldKind Kind { get; init; }

    /// <summary>The place in a record's values; negative for what a record holds elsewhere.</summary>
    public required int Ordinal { get; init; }

    public int Length { get; init; }

    public FieldTraits Traits { get; init; }

    public IReadOnlyList<string> ReferenceTo { get; init; } = [];

    public string? RelationshipName { get; init; }

    public PicklistValueSet? Picklist { get; init; }

    /// <summary>Asked each time, because an org's setting decides it.</summary>
    public Func<bool>? IsRestricted { get; init; }

    public bool Is(FieldTraits trait) => (Traits & trait) != 0;

    public bool Createable => !Is(FieldTraits.ReadOnly);

    public bool Updateable => !Is(FieldTraits.ReadOnly | FieldTraits.CreateOnly);

    public bool Filterable => !Is(FieldTraits.NotFilterable);

    public bool Restricted => IsRestricted?.Invoke() ?? Is(FieldTraits.Restricted);

    public bool IsText => Kind is FieldKind.Text or FieldKind.LongText or FieldKind.Email or FieldKind.Phone
        or FieldKind.Url or FieldKind.Picklist or FieldKind.Combobox;
}
