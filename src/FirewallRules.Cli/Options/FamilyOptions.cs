using System.CommandLine;

namespace FirewallRules.Cli.Options;

/// <summary>The options that restrict a command to one address family.</summary>
internal sealed class FamilyOptions
{
    private readonly Option<bool> _ipv4Only = new("--ipv4-only") { Description = "Only the IPv4 rules." };
    private readonly Option<bool> _ipv6Only = new("--ipv6-only") { Description = "Only the IPv6 rules." };

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

    /// <summary>The selected family, or null for both.</summary>
    public IpFamily? Read(ParseResult result)
        => result.GetValue(_ipv4Only) ? IpFamily.IPv4 : result.GetValue(_ipv6Only) ? IpFamily.IPv6 : null;

    /// <summary>The addresses of the selected families.</summary>
    public AddressSet Narrow(ParseResult result, AddressSet set) => Read(result) is { } family ? set.Only(family) : set;

    /// <summary>The rules for the selected families.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="rules">The rules.</param>
    /// <param name="allowEmpty">Whether rules without addresses are allowed.</param>
    /// <exception cref="CliException">A rule has addresses, but none of that family.</exception>
    public RuleSet Narrow(ParseResult result, RuleSet rules, bool allowEmpty = false)
    {
        if (Read(result) is not { } family)
        {
            return rules;
        }

        var option = (family == IpFamily.IPv4 ? _ipv4Only : _ipv6Only).Name;
        return !allowEmpty && rules.ByLabels.FirstOrDefault(rule => !rule.Remote.IsEmpty && !rule.Remote.Has(family)) is { } lost
            ? throw CliException.Input($"{option}: '{string.Join(", ", lost.Labels)}' has no {family} addresses. Remove it or {option}.")
            : rules.Only(family, allowEmpty);
    }
}
