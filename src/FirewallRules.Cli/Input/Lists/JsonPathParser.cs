using System.Globalization;
using System.Text;

namespace FirewallRules.Cli.Input;

/// <summary>
/// Reads <c>$</c>, <c>.name</c>, <c>.*</c>, <c>['name']</c>, <c>["name"]</c>, <c>[*]</c>, <c>[n]</c>, and <c>..</c> before any of them.
/// </summary>
internal sealed class JsonPathParser(string text)
{
    private int _at;

    public IEnumerable<JsonPathSegment> Parse()
    {
        Expect('$', "a path starts with '$'");
        while (_at < text.Length)
        {
            var deep = text.AsSpan(_at).StartsWith("..");
            _at += deep ? 2 : 0;
            yield return Next() switch
            {
                '[' => Bracket(deep),
                '.' when !deep => Dot(deep: false),
                _ when deep => Name(deep: true),
                _ => throw Refused("'.', '..' or '[' is expected"),
            };
        }
    }

    private JsonPathSegment Dot(bool deep)
    {
        _at++;
        return Name(deep);
    }

    private JsonPathSegment Name(bool deep)
    {
        if (Next() == '*')
        {
            _at++;
            return new JsonPathSegment(Name: null, Index: null, deep);
        }

        var start = _at;
        while (_at < text.Length && (char.IsAsciiLetterOrDigit(text[_at]) || text[_at] == '_' || text[_at] > '\u007f'))
        {
            _at++;
        }

        return _at > start && !char.IsAsciiDigit(text[start])
            ? new JsonPathSegment(text[start.._at], Index: null, deep)
            : throw Refused("a name or '*' is expected; write other names as ['name']", start);
    }

    private JsonPathSegment Bracket(bool deep)
    {
        _at++;
        var segment = Next() switch
        {
            '*' => Name(deep),
            '\'' or '"' => new JsonPathSegment(Quoted(), Index: null, deep),
            { } c when char.IsAsciiDigit(c) => new JsonPathSegment(Name: null, Number(), deep),
            '?' => throw Refused("filters are not supported"),
            '-' => throw Refused("an index from the end is not supported"),
            ':' => throw Refused("slices are not supported"),
            _ => throw Refused("'*', an index from 0, or a name in quotes is expected"),
        };
        Expect(']', "']' is expected; lists and slices are not supported");
        return segment;
    }

    private string Quoted()
    {
        var start = _at;
        var quote = text[_at++];
        var name = new StringBuilder();
        for (; Next() is { } c && c != quote; _at++)
        {
            if (c == '\\' && (++_at == text.Length || (text[_at] != quote && text[_at] != '\\')))
            {
                throw Refused("a backslash can only be followed by a quote or another backslash");
            }

            name.Append(text[_at]);
        }

        Expect(quote, "unclosed quote", start);
        return name.ToString();
    }

    private int Number()
    {
        var start = _at;
        while (Next() is { } c && char.IsAsciiDigit(c))
        {
            _at++;
        }

        var digits = text.AsSpan(start, _at - start);
        return (digits.Length == 1 || digits[0] != '0') && int.TryParse(digits, CultureInfo.InvariantCulture, out var index)
            ? index
            : throw Refused("not an index", start);
    }

    private char? Next() => _at < text.Length ? text[_at] : null;

    private void Expect(char c, string otherwise, int? at = null)
    {
        if (Next() != c)
        {
            throw Refused(otherwise, at);
        }

        _at++;
    }

    private CliException Refused(string why, int? at = null)
        => CliException.Usage(string.Create(CultureInfo.InvariantCulture,
            $"--json-path: '{text}' is invalid at character {(at ?? _at) + 1}: {why}."));
}
