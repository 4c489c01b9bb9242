using System.CommandLine;
using System.Globalization;

namespace FirewallRules.Cli.Options;

/// <summary>An option with a whole number. It is text until it is read, because the parser's own message would name a .NET type.</summary>
internal sealed class NumberOption : Option<string?>
{
    public NumberOption(string name, string helpName, string description)
        : base(name)
        => (HelpName, Description) = (helpName, description);

    /// <summary>The number, or null when the option is not given.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="min">The smallest number, inclusive.</param>
    /// <param name="max">The largest number, inclusive.</param>
    /// <exception cref="CliException">The value is not a whole number in that range.</exception>
    public int? Read(ParseResult result, int min, int max = int.MaxValue)
        => result.GetValue(this) is not { } text ? null
        : int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max ? number
        : throw CliException.Usage(string.Create(CultureInfo.InvariantCulture, $"{Name}: '{text}' is not a whole number from {min} to {max}."));
}
