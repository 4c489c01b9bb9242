using System.CommandLine;
using System.Globalization;

namespace FirewallRules.Cli.Options;

/// <summary>An option with a whole number. It is text until it is read: the parser would refuse it by the name of a type of code.</summary>
internal sealed class NumberOption : Option<string?>
{
    public NumberOption(string name, string helpName, string description)
        : base(name)
        => (HelpName, Description) = (helpName, description);

    /// <summary>The number, or null when the option is not given.</summary>
    /// <exception cref="CliException">It is no whole number.</exception>
    public int? Read(ParseResult result)
        => result.GetValue(this) is not { } text ? null
        : int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number
        : throw CliException.Usage($"{Name}: '{text}' is no whole number up to {int.MaxValue}.");
}
