using System.Globalization;

namespace FirewallRules.Cli.Input;

/// <summary>An error in a list.</summary>
/// <param name="Text">The description, with the position unless <paramref name="Line"/> is set.</param>
/// <param name="Line">The line from 1, for lists that can be read in parts; null if the text contains the position.</param>
internal sealed record ListFault(string Text, long? Line = null)
{
    /// <summary>The complete message.</summary>
    /// <param name="linesBefore">The number of lines before the part that was read.</param>
    public string Message(long linesBefore = 0) => Line is { } line
        ? string.Create(CultureInfo.InvariantCulture, $"line {linesBefore + line}: {Text}") : Text;
}
