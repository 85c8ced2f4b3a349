using RelationSync.Simulator.Orgs;
using RelationSync.Simulator.Rest;
using RelationSync.Simulator.Schema;
using RelationSync.Simulator.Store;

namespace RelationSync.Simulator.Soql;

/// <summary>Makes a parsed condition runnable: looks names up and checks that values fit their fields.</summary>
internal sealed class FilterBinder(Org org, PathBinder paths, Func<SoqlQuery, HashSet<string>> runSubquery)
{
    public Filter Bind(Condition condition) => condition switch
    {
        Condition.All all => new AllFilter([.. all.Parts.Select(Bind)]),
        Condition.AnyOf any => new AnyFilter(LikeAnyFilter.Merge([.. any.Parts.Select(Bind)])),
        Condition.Not not => new NotFilter(Bind(not.Part)),
        Condition.Compare compare => BindCompare(compare),
        Condition.InList list => BindSet(Filterable(list.Path), list.Values, list.Negated),
        Condition.InQuery query => BindInQuery(query),
        _ => throw new InvalidOperationException($"No filter for {condition.GetType().Name}"),
    };

    private Filter BindCompare(Condition.Compare compare)
    {
        var path = Filterable(compare.Path);
        var (op, literal) = (compare.Operator, compare.Value);
        if (op is "=" or "!=" && literal.Kind != LiteralKind.DateRange)
        {
            return BindSet(path, [literal], op == "!=");
        }

        if (op == "LIKE")
        {
            TextLiteral.TryReadPattern(literal.Text, out var pattern);
            return path.Leaf.IsText ? new LikeFilter(compare.Path, path, pattern) : throw BadOperator(path.Leaf);
        }

        if (literal.Kind == LiteralKind.DateRange)
        {
            return path.Leaf.Kind is FieldKind.Date or FieldKind.DateTime
                ? new RangeFilter(path, (DateRange)literal.Value!, op)
                : throw WrongType(path.Leaf);
        }

        if (literal.Kind == LiteralKind.Null || path.Leaf.Kind is FieldKind.Boolean or FieldKind.Id or FieldKind.Reference)
        {
            throw BadOperator(path.Leaf);
        }

        return new OrderFilter(path, op, Convert(path.Leaf, literal));
    }

    private Filter BindSet(BoundPath path, IReadOnlyList<Literal> literals, bool negated)
    {
        // To Salesforce an empty string is no value.
        var orNull = literals.Any(IsNull);
        var values = literals.Where(l => !IsNull(l)).Select(l => Convert(path.Leaf, l));
        if (path.Leaf.IsText || path.Leaf.Kind is FieldKind.Id or FieldKind.Reference)
        {
            return new TextSetFilter(path, new(values.Cast<string>(), Comparer(path.Leaf)), orNull, negated, paths.Root);
        }

        // An unset checkbox is false, never null.
        return new ValueSetFilter(path, [.. values], orNull, negated);
    }

    private static bool IsNull(Literal literal) => literal.Kind == LiteralKind.Null || literal is { Kind: LiteralKind.Text, Text.Length: 0 };

    private TextSetFilter BindInQuery(Condition.InQuery condition)
    {
        var path = Filterable(condition.Path);
        return path.Leaf.Kind is FieldKind.Id or FieldKind.Reference
            ? new TextSetFilter(path, runSubquery(condition.Query), orNull: false, condition.Negated, paths.Root)
            : throw new ApiException(400, "INVALID_FIELD", $"Cannot use a sub-select on field {path.Leaf.Name}: only ids can be compared");
    }

    private BoundPath Filterable(string name)
    {
        var path = paths.Bind(name);
        return path.Leaf.Filterable
            ? path
            : throw new ApiException(400, "INVALID_FIELD", $"field '{path.Leaf.Name}' can not be filtered in a query call");
    }

    private object Convert(FieldType field, Literal literal)
    {
        var value = (field.Kind, literal.Kind) switch
        {
            (FieldKind.Id or FieldKind.Reference, LiteralKind.Text) => ReadId(field, literal),
            (_, LiteralKind.Text) when field.IsText => ReadText(literal),
            (FieldKind.Boolean, LiteralKind.Boolean) => literal.Value,
            (FieldKind.Int or FieldKind.Double, LiteralKind.Number) => literal.Value,
            (FieldKind.Date, LiteralKind.Date) => literal.Value,
            (FieldKind.DateTime, LiteralKind.DateTime) => literal.Value,
            _ => null,
        };
        return value ?? throw WrongType(field);
    }

    private static string ReadText(Literal literal) =>
        TextLiteral.TryRead(literal.Text, out var text)
            ? text
            : throw new ApiException(400, "MALFORMED_QUERY", $"Invalid string literal '{literal.Text}'. Illegal character sequence.");

    private string ReadId(FieldType field, Literal literal)
    {
        var text = ReadText(literal);
        return SalesforceId.TryNormalise(text, out var id) && org.Schema.TryByPrefix(id, out _)
            ? id
            : throw new ApiException(400, "INVALID_QUERY_FILTER_OPERATOR", $"{field.Name}: invalid ID field: {text}");
    }

    private static StringComparer Comparer(FieldType field) =>
        field.IsText ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;

    private static ApiException BadOperator(FieldType field) =>
        new(400, "INVALID_QUERY_FILTER_OPERATOR", $"invalid operator on {FieldKindNames.Of(field)} field {field.Name}");

    private static ApiException WrongType(FieldType field)
    {
        var quotes = field.IsText || field.Kind is FieldKind.Id or FieldKind.Reference ? "should be" : "should not be";
        return new(400, "INVALID_FIELD", $"value of filter criterion for field '{field.Name}' must be of type {FieldKindNames.Of(field)} and {quotes} enclosed in quotes");
    }
}
