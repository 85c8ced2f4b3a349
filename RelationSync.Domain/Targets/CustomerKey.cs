namespace RelationSync.Domain.Targets;

/// <summary>What a customer is searched by: a lower-case e-mail address, or a number as E.164 (<c>+81312345678</c>).</summary>
public readonly record struct CustomerKey(CustomerKeyKind Kind, string Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>Which field of Contact and Lead a key is searched in (R-W7).</summary>
public enum CustomerKeyKind
{
    /// <summary>Searched in <c>Email</c>.</summary>
    Email,

    /// <summary>Searched in <c>Phone</c>.</summary>
    Phone,
}
