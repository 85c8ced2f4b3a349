using System.Globalization;
using RelationSync.Simulator.Access;
using RelationSync.Simulator.Schema;
using RelationSync.Simulator.Store;

namespace RelationSync.Simulator.Writing;

/// <summary>What is checked of a record of any object, in the order Salesforce reports it.</summary>
internal static class SaveChecks
{
    private const int FirstYear = 1700;
    private const int LastYear = 4000;

    public static SaveError? Access(WriteContext context, Draft draft, Func<FieldType, bool> writable)
    {
        if (draft.Entity.IsReadOnly)
        {
            return new SaveError("INSUFFICIENT_ACCESS_OR_READONLY", $"entity type {draft.Entity.Name} cannot be written");
        }

        if (!context.Transaction.Admits(draft.Entity))
        {
            return MixedDml(draft.Entity);
        }

        foreach (var field in draft.Sent.Keys)
        {
            if (!writable(field))
            {
                return new SaveError(
                    "INVALID_FIELD_FOR_INSERT_UPDATE",
                    $"Unable to create/update fields: {field.Name}. Please check the security settings of this field and verify that it is read/write for your profile or permission set.",
                    field.Name);
            }
        }

        return null;
    }

    public static SaveError MixedDml(EntityType entity) => new(
        "MIXED_DML_OPERATION",
        $"DML operation on setup object is not permitted after you have updated a non-setup object (or vice versa): {entity.Name}");

    public static SaveError? MayMake(WriteContext context, Draft draft) =>
        draft.Entity.Name == "User" && !context.Org.Permits(Permissions.ManageUsers) ? NoAccess() : null;

    public static SaveError? MayEdit(WriteContext context, Record row) => context.Caller.Edits(row) ? null : NoAccess();

    public static SaveError NoAccess() => new("INSUFFICIENT_ACCESS_OR_READONLY", "insufficient access rights on object id");

    public static SaveError? Required(Draft draft)
    {
        return draft.Entity.RequiredFields.Any(IsMissing) ? Missing([.. draft.Entity.RequiredFields.Where(IsMissing).Select(f => f.Name)]) : null;

        bool IsMissing(FieldType field) => draft.Sent.GetValueOrDefault(field) is null;
    }

    public static SaveError? RequiredNotCleared(Draft draft)
    {
        string[] cleared = [.. draft.Sent.Where(s => s.Value is null && s.Key.Is(FieldTraits.Required)).Select(s => s.Key.Name)];
        return cleared.Length == 0 ? null : Missing(cleared);
    }

    public static SaveError? Lengths(Draft draft)
    {
        foreach (var (field, value) in draft.Sent)
        {
            if (value is not string text)
            {
                continue;
            }

            if (field.IsText && text.Length > field.Length)
            {
                var shown = text.Length > 255 ? text[..255] : text;
                return new SaveError("STRING_TOO_LONG", $"{field.Name}: data value too large: {shown} (max length={field.Length})", field.Name);
            }

            if (field.Kind == FieldKind.Email && !LooksLikeEmail(text))
            {
                return new SaveError("INVALID_EMAIL_ADDRESS", $"{field.Name}: invalid email address: {text}", field.Name);
            }
        }

        return null;
    }

    /// <summary>Salesforce keeps times of the years 1700 to 4000.</summary>
    public static SaveError? Years(Draft draft)
    {
        foreach (var (field, value) in draft.Sent)
        {
            var year = value switch
            {
                DateTime time => time.Year,
                DateOnly date => date.Year,
                _ => FirstYear,
            };
            if (year is < FirstYear or > LastYear)
            {
                return new SaveError("FIELD_INTEGRITY_EXCEPTION", string.Create(CultureInfo.InvariantCulture, $"{field.Name}: invalid date: {value:r}"), field.Name);
            }
        }

        return null;
    }

    public static SaveError? Picklists(SaveState state)
    {
        foreach (var (field, value) in state.Draft.Sent)
        {
            if (field.Kind != FieldKind.Picklist || value is not string text || field.Picklist is null)
            {
                continue;
            }

            var known = field.Picklist.Find(text);
            if (field.Restricted && known is not { Active: true })
            {
                return new SaveError(
                    "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST",
                    $"{field.Name}: bad value for restricted picklist field: {text}",
                    field.Name);
            }

            // An unrestricted picklist takes any value, and remembers it as an inactive one.
            if (known is null)
            {
                state.OnCommitted(() =>
                {
                    field.Picklist.Append(new PicklistValue(text, text, Active: false));
                    state.Org.SchemaChanged();
                });
            }
            else
            {
                state.Values[field.Ordinal] = known.Value;
            }
        }

        return null;
    }

    public static SaveError? References(SaveState state)
    {
        foreach (var (field, value) in state.Draft.Sent)
        {
            if (field.Kind != FieldKind.Reference || value is not string text)
            {
                continue;
            }

            var error = Resolve(state, field.Name, field.ReferenceTo, text, out var target);
            if (error is not null)
            {
                return error;
            }

            state.Values[field.Ordinal] = target!.Id;
        }

        return null;
    }

    public static SaveError? Resolve(SaveState state, string field, IReadOnlyList<string> allowed, string text, out Record? target)
    {
        target = null;
        if (!SalesforceId.TryNormalise(text, out var id)
            || !state.Org.Schema.TryByPrefix(id, out var entity)
            || !allowed.Contains(entity.Name))
        {
            return new SaveError("MALFORMED_ID", $"{field}: id value of incorrect type: {text}", field);
        }

        if (!state.Org.TableOf(entity).TryGet(id, out target))
        {
            return new SaveError("INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id", field);
        }

        return target.IsDeleted ? new SaveError("ENTITY_IS_DELETED", "entity is deleted", field) : null;
    }

    public static SaveError? Unique(SaveState state)
    {
        foreach (var (field, value) in state.Draft.Sent)
        {
            if (!field.Is(FieldTraits.Unique) || value is null)
            {
                continue;
            }

            var table = state.Org.TableOf(state.Draft.Entity);
            var same = value is string text && table.TryIndex(field, out var index) ? index.Find(text) : table.Rows.Where(r => Equals(r[field], value));
            if (same.FirstOrDefault(r => !r.IsDeleted && r != state.Existing) is { } other)
            {
                return state.Context.Caller.Sees(other)
                    ? new SaveError("DUPLICATE_VALUE", $"duplicate value found: {field.Name} duplicates value on record with id: {other.Id}", field.Name)
                    : new SaveError("DUPLICATE_VALUE", "duplicate value found: <unknown> duplicates value on record with id: <unknown>");
            }
        }

        return null;
    }

    public static bool LooksLikeEmail(string text)
    {
        var at = text.IndexOf('@', StringComparison.Ordinal);
        return at > 0 && at == text.LastIndexOf('@') && text.IndexOf('.', at) > at + 1 && !text.EndsWith('.')
            && !text.Any(char.IsWhiteSpace);
    }

    private static SaveError Missing(string[] fields) =>
        new("REQUIRED_FIELD_MISSING", $"Required fields are missing: [{string.Join(", ", fields)}]", fields);
}
