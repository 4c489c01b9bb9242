using System.CommandLine;

namespace FirewallRules.Cli.Options;

/// <summary>The options that narrow a command to one address family.</summary>
internal sealed class FamilyOptions
{
    private readonly Option<bool> _ipv4Only = new("--ipv4-only") { Description = "IPv4 alone." };
    private readonly Option<bool> _ipv6Only = new("--ipv6-only") { Description = "IPv6 alone." };

    public Option[] Options => [_ipv4Only, _ipv6Only];

    public void AddTo(Command command)
    {
        command.Options.Add(_ipv4Only);
        command.Options.Add(_ipv6Only);
        command.Validators.Add(result =>
        {
            if (result.GetValue(_ipv4Only) && result.GetValue(_ipv6Only))
            {
                result.AddError("--ipv4-only and --ipv6-only exclude each other.");
            }
        });
    }

    /// <summary>The one family that is asked for, or null for both.</summary>
    public IpFamily? Read(ParseResult result)
        => result.GetValue(_ipv4Only) ? IpFamily.IPv4 : result.GetValue(_ipv6Only) ? IpFamily.IPv6 : null;

    /// <summary>The addresses of the family that is asked for.</summary>
    public AddressSet Narrow(ParseResult result, AddressSet set) => Read(result) is { } family ? set.Only(family) : set;

    /// <summary>The rules of the family that is asked for.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="rules">The rules.</param>
    /// <param name="orEmpty">Whether a rule may be left without addresses.</param>
    /// <exception cref="CliException">A rule has addresses, and none of that family.</exception>
    public RuleSet Narrow(ParseResult result, RuleSet rules, bool orEmpty = false)
    {
        try
        {
            return Read(result) is { } family ? rules.Only(family, orEmpty) : rules;
        }
        catch (InvalidOperationException e)
        {
            throw CliException.Input(e.Message, e);
        }
    }
}
