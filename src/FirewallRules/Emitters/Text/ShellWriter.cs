namespace FirewallRules.Emitters;

/// <summary>Writes POSIX shell. Data is in quotes or in quoted here-documents, in which the shell expands nothing.</summary>
internal sealed class ShellWriter(TextWriter writer)
{
    private const string UnquotedPunctuation = "._:/-";
    private const string EndOfData = "FWRULES";

    /// <summary>A word, quoted where it needs to be.</summary>
    public static string Word(string text)
        => text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || UnquotedPunctuation.Contains(c)) ? text : Quoted(text);

    /// <summary>A word in single quotes.</summary>
    public static string Quoted(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";

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

    /// <summary>A command that reads data from its standard input.</summary>
    /// <param name="command">The command.</param>
    /// <param name="write">Writes the data, which must end with a line break.</param>
    public void Data(string command, Action<TextWriter> write)
    {
        writer.Line($"{command} <<'{EndOfData}'");
        write(writer);
        writer.Line(EndOfData);
    }

    /// <summary>A function that prints data.</summary>
    /// <param name="name">The name of the function.</param>
    /// <param name="write">Writes the data, which must end with a line break.</param>
    public void DataFunction(string name, Action<TextWriter> write)
    {
        writer.Line($"{name}() {{");
        Data("cat", write);
        writer.Line("}");
    }

    /// <summary>A function that prints lines.</summary>
    public void DataFunction(string name, IEnumerable<string> lines)
        => DataFunction(name, target =>
        {
            foreach (var line in lines)
            {
                target.Line(line);
            }
        });
}
