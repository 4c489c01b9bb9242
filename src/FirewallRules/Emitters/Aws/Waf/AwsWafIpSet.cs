namespace FirewallRules.Emitters;

/// <summary>One IP set, which has addresses of one family.</summary>
/// <param name="Name">The name.</param>
/// <param name="Rule">The rules whose addresses it has, as one rule.</param>
/// <param name="Family">The family.</param>
internal sealed record AwsWafIpSet(string Name, Rule Rule, IpFamily Family)
{
    /// <summary>The addresses, of which there can be none: such a set matches no request.</summary>
    public AddressSet Addresses { get; } = Rule.Remote.In(Family);

    /// <summary>The family as the API has it.</summary>
    public string Version => Family == IpFamily.IPv4 ? "IPV4" : "IPV6";
}
