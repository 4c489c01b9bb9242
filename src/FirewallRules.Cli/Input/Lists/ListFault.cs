using System.Globalization;

namespace FirewallRules.Cli.Input;

/// <summary>What is wrong in a list.</summary>
/// <param name="Text">What it is, and where, unless the line says that.</param>
/// <param name="Line">The line, from 1, for lists that may be read in parts; null where the text names the place.</param>
internal sealed record ListFault(string Text, long? Line = null)
{
    /// <summary>The whole sentence.</summary>
    /// <param name="linesBefore">How many lines the list has before the part that was read.</param>
    public string Message(long linesBefore = 0) => Line is { } line ? string.Create(CultureInfo.InvariantCulture, $"line {linesBefore + line}: {Text}") : Text;
}
