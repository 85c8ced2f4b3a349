using System.Globalization;
using RelationSync.Simulator.Rest;
using RelationSync.Simulator.Writing;

namespace RelationSync.Simulator.Soql;

/// <summary>Recursive descent over the grammar of the SOQL reference. AND and OR are never mixed without parentheses.</summary>
internal sealed class Parser
{
    private const int MostCharacters = 100_000;
    private const int MostNesting = 50;

    private static readonly HashSet<string> Reserved = new(StringComparer.OrdinalIgnoreCase)
    {
        "AND", "ASC", "DESC", "EXCLUDES", "FIRST", "FROM", "GROUP", "HAVING", "IN", "INCLUDES", "LAST", "LIKE", "LIMIT",
        "NOT", "NULL", "NULLS", "OR", "SELECT", "USING", "WHERE", "WITH", "ORDER", "OFFSET",
    };

    private readonly string _soql;
    private readonly Lexer _lexer;
    private readonly DateTime _now;
    private Token _token;
    private int _depth;
    private int _subqueries;

    private Parser(string soql, DateTime now)
    {
        _soql = soql;
        _now = now;
        _lexer = new Lexer(soql);
        _token = _lexer.Next();
    }

    public static SoqlQuery Parse(string soql, DateTime now)
    {
        if (soql.Length > MostCharacters)
        {
            throw new ApiException(400, "MALFORMED_QUERY", $"SOQL statements cannot be longer than {MostCharacters} characters.");
        }

        var parser = new Parser(soql, now);
        var query = parser.ParseQuery();
        return parser._token.Kind == TokenKind.End ? query : throw parser.Unexpected();
    }

    private SoqlQuery ParseQuery()
    {
        Expect("SELECT");
        var (fields, isCount) = ParseSelect();
        Expect("FROM");
        var from = Name();
        var alias = _token.Kind == TokenKind.Word && !Reserved.Contains(_token.Value) ? Name() : null;
        var where = Accept("WHERE") ? ParseCondition() : null;
        var order = Accept("ORDER") ? ParseOrder() : [];
        int? limit = Accept("LIMIT") ? Whole() : null;
        var offset = Accept("OFFSET") ? Whole() : 0;
        if (offset > 2_000)
        {
            throw new ApiException(400, "NUMBER_OUTSIDE_VALID_RANGE", "Maximum SOQL offset allowed is 2000");
        }

        return new SoqlQuery(from) { Fields = fields, Alias = alias, IsCount = isCount, Where = where, OrderBy = order, Limit = limit, Offset = offset };
    }

    private (List<string> Fields, bool IsCount) ParseSelect()
    {
        List<string> fields = [];
        do
        {
            var name = Name();
            if (_token.Kind == TokenKind.Open && name.Equals("COUNT", StringComparison.OrdinalIgnoreCase) && fields.Count == 0)
            {
                Advance();
                Expect(TokenKind.Close);
                return ([], true);
            }

            fields.Add(name);
        }
        while (Accept(TokenKind.Comma));
        return (fields, false);
    }

    private List<OrderItem> ParseOrder()
    {
        Expect("BY");
        List<OrderItem> items = [];
        do
        {
            var path = Name();
            var descending = Accept("DESC");
            if (!descending)
            {
                Accept("ASC");
            }

            var nullsLast = descending;
            if (Accept("NULLS"))
            {
                nullsLast = Accept("LAST");
                if (!nullsLast)
                {
                    Expect("FIRST");
                }
            }

            items.Add(new OrderItem(path, descending, nullsLast));
        }
        while (Accept(TokenKind.Comma));
        return items;
    }

    private Condition ParseCondition()
    {
        if (++_depth > MostNesting)
        {
            throw new ApiException(400, "QUERY_TOO_COMPLICATED", "The query is nested too deeply.");
        }

        // A NOT stands alone: beside AND or OR it needs parentheses of its own.
        if (Accept("NOT"))
        {
            var part = ParseSimple();
            _depth--;
            return new Condition.Not(part);
        }

        List<Condition> parts = [ParseSimple()];
        string? joint = null;
        while (_token.Is("AND") || _token.Is("OR"))
        {
            joint ??= _token.Value;
            if (!_token.Is(joint))
            {
                throw Unexpected();
            }

            Advance();
            parts.Add(ParseSimple());
        }

        _depth--;
        return joint is null ? parts[0]
            : joint.Equals("AND", StringComparison.OrdinalIgnoreCase) ? new Condition.All(parts) : new Condition.AnyOf(parts);
    }

    private Condition ParseSimple()
    {
        if (!Accept(TokenKind.Open))
        {
            return ParseComparison();
        }

        var inner = ParseCondition();
        Expect(TokenKind.Close);
        return inner;
    }

    private Condition ParseComparison()
    {
        var path = Name();
        if (_token.Kind == TokenKind.Operator)
        {
            var op = _token.Value;
            Advance();
            return new Condition.Compare(path, op, ParseLiteral());
        }

        if (Accept("LIKE"))
        {
            return _token.Kind == TokenKind.Text ? new Condition.Compare(path, "LIKE", ParseLiteral()) : throw Unexpected();
        }

        var negated = Accept("NOT");
        Expect("IN");
        Expect(TokenKind.Open);
        if (_token.Is("SELECT"))
        {
            if (++_subqueries > 2)
            {
                throw new ApiException(400, "MALFORMED_QUERY", "Maximum 2 semi join sub-selects are allowed");
            }

            var query = ParseQuery();
            Expect(TokenKind.Close);
            return new Condition.InQuery(path, negated, query);
        }

        List<Literal> values = [];
        do
        {
            values.Add(ParseLiteral());
        }
        while (Accept(TokenKind.Comma));
        Expect(TokenKind.Close);
        return new Condition.InList(path, negated, values);
    }

    private Literal ParseLiteral()
    {
        var (kind, text, at) = _token;
        Literal? literal = kind switch
        {
            TokenKind.Text => new Literal(LiteralKind.Text, text, null),
            TokenKind.Number when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => new Literal(LiteralKind.Number, text, number),
            TokenKind.Date when SalesforceTime.TryParseDate(text, out var date) => new Literal(LiteralKind.Date, text, date),
            TokenKind.DateTime when SalesforceTime.TryParse(text, out var time) => new Literal(LiteralKind.DateTime, text, time),
            TokenKind.Word when _token.Is("NULL") => new Literal(LiteralKind.Null, text, null),
            TokenKind.Word when _token.Is("TRUE") => new Literal(LiteralKind.Boolean, text, true),
            TokenKind.Word when _token.Is("FALSE") => new Literal(LiteralKind.Boolean, text, false),
            TokenKind.Word when DateRange.TryParse(text, _now, out var range) => new Literal(LiteralKind.DateRange, text, range),
            _ => null,
        };
        if (literal is null)
        {
            throw Unexpected();
        }

        if (kind == TokenKind.Text && !TextLiteral.TryReadPattern(text, out _))
        {
            throw Lexer.Malformed(_soql, at, $"Invalid string literal '{text}'. Illegal character sequence: a backslash before a character that has no escape");
        }

        Advance();
        return literal;
    }

    private string Name()
    {
        if (_token.Kind != TokenKind.Word || Reserved.Contains(_token.Value) || _token.Value.Contains(':', StringComparison.Ordinal))
        {
            throw Unexpected();
        }

        var name = _token.Value;
        Advance();
        return name;
    }

    private int Whole()
    {
        if (_token.Kind != TokenKind.Number || !int.TryParse(_token.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            throw Unexpected();
        }

        Advance();
        return number;
    }

    private bool Accept(string keyword)
    {
        var there = _token.Is(keyword);
        if (there)
        {
            Advance();
        }

        return there;
    }

    private bool Accept(TokenKind kind)
    {
        var there = _token.Kind == kind;
        if (there)
        {
            Advance();
        }

        return there;
    }

    private void Expect(string keyword)
    {
        if (!Accept(keyword))
        {
            throw Unexpected();
        }
    }

    private void Expect(TokenKind kind)
    {
        if (!Accept(kind))
        {
            throw Unexpected();
        }
    }

    private void Advance() => _token = _lexer.Next();

    private ApiException Unexpected() => Lexer.Malformed(_soql, _token.At, $"unexpected token: '{_token}'");
}
