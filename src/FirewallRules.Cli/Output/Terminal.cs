using System.Globalization;
using System.Text;

namespace FirewallRules.Cli.Output;

/// <summary>The three standard streams. Standard output carries data only; everything for a person goes to standard error.</summary>
internal sealed record Terminal(Func<Stream> OpenInput, Func<Stream> OpenOutput, Func<TextWriter> OpenError)
{
    /// <summary>Reads a variable of the environment. Its value is untrusted.</summary>
    public Func<string, string?> Variable { get; init; } = Environment.GetEnvironmentVariable;

    /// <summary>The clock for the age of documents.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The least important lines that are written to standard error. Data and the exit code do not depend on it.</summary>
    public NoticeLevel Level { get; set; } = NoticeLevel.Information;

    /// <summary>Writes a line that says what is done.</summary>
    public void Notice(string text) => Write(NoticeLevel.Information, [text]);

    /// <summary>Writes a line that someone should look at.</summary>
    public void Warn(string text) => Write(NoticeLevel.Warning, [text]);

    /// <summary>Writes lines that someone should look at.</summary>
    public void Warn(IEnumerable<string> lines) => Write(NoticeLevel.Warning, lines);

    /// <summary>Writes the line that says why the command failed.</summary>
    public void Error(string text) => Write(NoticeLevel.Error, [text]);

    /// <summary>
    /// Writes lines to standard error. What could control a terminal (control and formatting characters of untrusted text) is replaced. Where
    /// standard error is closed or full, nothing is reported: the exit code still is.
    /// </summary>
    public void Write(NoticeLevel level, IEnumerable<string> lines)
    {
        if (level < Level)
        {
            return;
        }

        try
        {
            var error = OpenError();
            var text = new StringBuilder();
            foreach (var line in lines)
            {
                text.Append("fwrules: ").Append(Printable(line)).Append(error.NewLine);
            }

            error.Write(text);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // There is no other place to report it.
        }
    }

    private static string Printable(string text)
    {
        var oneLine = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return string.Concat(oneLine.Select(c => char.IsControl(c) || char.GetUnicodeCategory(c) == UnicodeCategory.Format ? '?' : c));
    }
}
