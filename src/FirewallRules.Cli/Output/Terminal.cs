using System.Globalization;

namespace FirewallRules.Cli.Output;

/// <summary>The three standard streams. Standard output carries data alone; everything said to a person goes to standard error.</summary>
internal sealed record Terminal(Func<Stream> OpenInput, Func<Stream> OpenOutput, Func<TextWriter> OpenError)
{
    /// <summary>Says one line. What could steer a terminal (control and formatting characters of untrusted text) is replaced.</summary>
    public void Notice(string text)
    {
        var oneLine = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        OpenError().WriteLine("fwrules: " + string.Concat(oneLine.Select(c => char.IsControl(c) || char.GetUnicodeCategory(c) == UnicodeCategory.Format ? '?' : c)));
    }
}
