namespace FirewallRules.Emitters;

/// <summary>Writes POSIX shell. Data is in single quotes, in which the shell expands nothing.</summary>
/// <remarks>
/// Data is not in here-documents: some shells need a temporary file for them, and a script without a place for it would go on without its
/// data. It is printed with <c>echo</c>, which is built into every shell: the arguments of other programs are limited to 128 KiB.
/// </remarks>
internal sealed class ShellWriter(TextWriter writer)
{
    private const string UnquotedPunctuation = "._:/-";

    /// <summary>A word, quoted where it needs to be.</summary>
    public static string Word(string text)
        => text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || UnquotedPunctuation.Contains(c)) ? text : Quoted(text);

    /// <summary>A word in single quotes.</summary>
    public static string Quoted(string text) => $"'{Inside(text)}'";

    /// <summary>The text as it stands between single quotes.</summary>
    public static string Inside(string text) => text.Replace("'", "'\\''", StringComparison.Ordinal);

    /// <summary>Text for <c>echo</c>, in single quotes.</summary>
    /// <exception cref="ArgumentException">The text has a backslash or starts with a hyphen, which <c>echo</c> may not print as they are.</exception>
    public static string Echoed(string text)
        => text.StartsWith('-') || text.Contains('\\', StringComparison.Ordinal)
            ? throw new ArgumentException("echo may not print backslashes and a leading hyphen as they are.", nameof(text))
            : Quoted(text);

    /// <summary>The first line of a script and its header.</summary>
    public void Start(IEnumerable<string> header)
    {
        writer.Line("#!/bin/sh");
        writer.WriteComments(header, "#");
    }

    public void Line(string line = "") => writer.Line(line);

    /// <summary>Text that is the same in every script; it holds no data.</summary>
    public void Code(string code) => writer.Write(code);

    public void Comment(string comment) => writer.Line("# " + comment);

    /// <summary>A variable with a value in single quotes.</summary>
    public void Assign(string variable, string value) => writer.Line($"{variable}={Quoted(value)}");

    /// <summary>A variable that is 0 or 1.</summary>
    public void Flag(string variable, bool value) => writer.Line($"{variable}={(value ? 1 : 0)}");

    /// <summary>A command, or an assignment, with lines of data in single quotes at its end.</summary>
    /// <param name="command">The command without the data.</param>
    /// <param name="write">Writes the lines, which must have no quotes and no backslashes.</param>
    public void Data(string command, Action<TextWriter> write)
    {
        writer.Line($"{command}'");
        write(writer);
        writer.Line("'");
    }

    /// <summary>A function that prints lines.</summary>
    /// <exception cref="ArgumentException">A line has a backslash, or the first starts with a hyphen.</exception>
    public void DataFunction(string name, IEnumerable<string> lines)
    {
        var text = string.Join('\n', lines);
        writer.Line($"{name}() {{");
        writer.Line(text.Length == 0 ? ":" : $"echo {Echoed(text)}");
        writer.Line("}");
    }
}
