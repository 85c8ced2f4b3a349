using System.Buffers;
using RelationSync.Simulator.Rest;
using RelationSync.Simulator.Writing;

namespace RelationSync.Simulator.Soql;

/// <summary>Cuts SOQL into tokens. <c>Profile.UserLicense.Name</c> and <c>LAST_N_DAYS:7</c> are one word each.</summary>
internal sealed class Lexer(string soql)
{
    private static readonly SearchValues<char> NumberCharacters = SearchValues.Create("0123456789.eE-+");

    private int _at;

    public Token Next()
    {
        while (_at < soql.Length && char.IsWhiteSpace(soql[_at]))
        {
            _at++;
        }

        if (_at >= soql.Length)
        {
            return new Token(TokenKind.End, string.Empty, _at);
        }

        var start = _at;
        var c = soql[_at];
        switch (c)
        {
            case '(':
                _at++;
                return new Token(TokenKind.Open, "(", start);
            case ')':
                _at++;
                return new Token(TokenKind.Close, ")", start);
            case ',':
                _at++;
                return new Token(TokenKind.Comma, ",", start);
            case '\'':
                return ReadText(start);
            case '=' or '<' or '>' or '!':
                return ReadOperator(start);
        }

        if (char.IsAsciiDigit(c) || (c is '-' or '+' or '.' && _at + 1 < soql.Length && char.IsAsciiDigit(soql[_at + 1])))
        {
            return ReadNumberOrDate(start);
        }

        if (char.IsAsciiLetter(c) || c == '_')
        {
            while (_at < soql.Length && (char.IsAsciiLetterOrDigit(soql[_at]) || soql[_at] is '_' or '.' or ':'))
            {
                _at++;
            }

            return new Token(TokenKind.Word, soql[start.._at], start);
        }

        throw Malformed(soql, start, $"unexpected character: '{c}'");
    }

    public static ApiException Malformed(string soql, int at, string message)
    {
        var before = soql.AsSpan(0, Math.Min(at, soql.Length));
        var row = before.Count('\n') + 1;
        var column = before.Length - (before.LastIndexOf('\n') + 1) + 1;
        var around = soql.Substring(Math.Max(0, at - 20), Math.Min(soql.Length, at + 20) - Math.Max(0, at - 20));
        return new ApiException(400, "MALFORMED_QUERY", $"\n{around}\n^\nERROR at Row:{row}:Column:{column}\n{message}");
    }

    private Token ReadText(int start)
    {
        for (_at = start + 1; _at < soql.Length; _at++)
        {
            if (soql[_at] == '\\')
            {
                _at++;
            }
            else if (soql[_at] == '\'')
            {
                _at++;
                return new Token(TokenKind.Text, soql[(start + 1)..(_at - 1)], start);
            }
        }

        throw Malformed(soql, start, "unexpected token: ''' (a string that does not end)");
    }

    private Token ReadOperator(int start)
    {
        var two = start + 1 < soql.Length ? soql.AsSpan(start, 2) : [];
        var length = two is "!=" or "<=" or ">=" or "<>" ? 2 : 1;
        _at += length;
        var text = soql[start.._at];
        return text == "!" ? throw Malformed(soql, start, "unexpected character: '!'") : new Token(TokenKind.Operator, text == "<>" ? "!=" : text, start);
    }

    private Token ReadNumberOrDate(int start)
    {
        _at++;
        while (_at < soql.Length && (char.IsAsciiLetterOrDigit(soql[_at]) || soql[_at] is '.' or '-' or '+' or ':'))
        {
            _at++;
        }

        var text = soql[start.._at];
        if (SalesforceTime.TryParseDate(text, out _))
        {
            return new Token(TokenKind.Date, text, start);
        }

        if (SalesforceTime.TryParse(text, out _))
        {
            return new Token(TokenKind.DateTime, text, start);
        }

        return text.AsSpan(1).ContainsAnyExcept(NumberCharacters)
            ? throw Malformed(soql, start, $"unexpected token: '{text}'")
            : new Token(TokenKind.Number, text, start);
    }
}
