using System.Text;

namespace FirewallRules.Cli.Input;

/// <summary>Splits a command into words at blanks, as a POSIX shell does, without anything else that a shell does.</summary>
internal static class CommandLineWords
{
    /// <summary>
    /// Single and double quotes keep a word together; a backslash makes the next character literal, and between double quotes only
    /// <c>"</c> and <c>\</c>. Nothing is expanded: no variables, no patterns, no pipes.
    /// </summary>
    /// <exception cref="CliException">A quote is not closed, a backslash is the last character, or there is no word.</exception>
    public static IReadOnlyList<string> Split(string command)
    {
        var words = new List<string>();
        StringBuilder? word = null;
        char? quote = null;
        for (var i = 0; i < command.Length; i++)
        {
            var c = command[i];
            if (c == quote)
            {
                quote = null;
            }
            else if (c == '\\' && quote != '\'' && (quote is null || (i + 1 < command.Length && (command[i + 1] is '"' or '\\'))))
            {
                (word ??= new StringBuilder()).Append(++i < command.Length ? command[i] : throw Broken("ends with a backslash"));
            }
            else if (quote is null && (c is '"' or '\''))
            {
                (quote, word) = (c, word ?? new StringBuilder());
            }
            else if (quote is null && (c is ' ' or '\t' or '\n'))
            {
                End();
            }
            else
            {
                (word ??= new StringBuilder()).Append(c);
            }
        }

        if (quote is not null)
        {
            throw Broken("has a quote that is not closed");
        }

        End();
        return words is [{ Length: > 0 }, ..] ? words : throw Broken("is empty");

        void End()
        {
            if (word is not null)
            {
                words.Add(word.ToString());
                word = null;
            }
        }

        CliException Broken(string how) => CliException.Usage($"--exec: the command '{command}' {how}.");
    }
}
