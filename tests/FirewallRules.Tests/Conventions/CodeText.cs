using System.Text;

namespace FirewallRules.Tests.Conventions;

/// <summary>Takes comments and literals out of C# text, so that a word that is left is code. The holes of interpolated strings are code.</summary>
internal sealed class CodeText
{
    private readonly string _source;
    private readonly StringBuilder _code = new();
    private int _at;

    private CodeText(string source) => _source = source;

    private char Now => _at < _source.Length ? _source[_at] : '\0';

    public static string Of(string source)
    {
        var text = new CodeText(source);
        text.ReadCode(inHole: false);
        return text._code.ToString();
    }

    private bool At(string text) => string.CompareOrdinal(_source, _at, text, 0, text.Length) == 0;

    private void ReadCode(bool inHole)
    {
        var depth = 0;
        while (_at < _source.Length)
        {
            if (At("//"))
            {
                SkipTo("\n");
            }
            else if (At("/*"))
            {
                SkipTo("*/");
                _at += 2;
            }
            else if (Now == '\'')
            {
                ReadQuoted(verbatim: false, dollars: 0, quote: '\'');
            }
            else if (Now is '"' or '$' or '@')
            {
                ReadLiteral();
            }
            else if (inHole && depth == 0 && (Now is '}' or ':'))
            {
                return;
            }
            else
            {
                depth += Now is '(' or '[' or '{' ? 1 : Now is ')' or ']' or '}' ? -1 : 0;
                _code.Append(_source[_at++]);
            }
        }
    }

    private void ReadLiteral()
    {
        var (start, dollars) = (_at, 0);
        for (; Now is '$' or '@'; _at++)
        {
            dollars += Now == '$' ? 1 : 0;
        }

        var verbatim = _source.AsSpan(start, _at - start).Contains('@');
        if (Now != '"')
        {
            _code.Append(_source, start, _at - start);
        }
        else if (!verbatim && At("\"\"\""))
        {
            ReadRaw(dollars);
        }
        else
        {
            ReadQuoted(verbatim, dollars, '"');
        }
    }

    private void ReadQuoted(bool verbatim, int dollars, char quote)
    {
        _code.Append(quote).Append(quote);
        for (_at++; _at < _source.Length; _at++)
        {
            if ((!verbatim && Now == '\\') || (verbatim && At("\"\"")) || (dollars > 0 && (At("{{") || At("}}"))))
            {
                _at++;
            }
            else if (Now == quote)
            {
                _at++;
                return;
            }
            else if (dollars > 0 && Now == '{')
            {
                ReadHole();
            }
        }
    }

    private void ReadRaw(int dollars)
    {
        _code.Append("\"\"");
        var quotes = Run('"');
        while (_at < _source.Length)
        {
            if (Now == '"')
            {
                if (Run('"') >= quotes)
                {
                    return;
                }
            }
            else if (dollars > 0 && Now == '{' && Run('{') >= dollars)
            {
                _at--;
                ReadHole();
                Run('}');
            }
            else
            {
                _at++;
            }
        }
    }

    /// <summary>Reads from the brace that opens the hole to the one that closes it, and leaves out the format behind a colon.</summary>
    private void ReadHole()
    {
        _code.Append(' ');
        _at++;
        ReadCode(inHole: true);
        SkipTo("}");
        _code.Append(' ');
    }

    private int Run(char unit)
    {
        var start = _at;
        while (Now == unit && _at < _source.Length)
        {
            _at++;
        }

        return _at - start;
    }

    private void SkipTo(string end)
    {
        var found = _source.IndexOf(end, _at, StringComparison.Ordinal);
        _at = found < 0 ? _source.Length : found;
    }
}
