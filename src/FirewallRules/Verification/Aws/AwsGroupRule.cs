namespace FirewallRules.Verification;

/// <summary>What one rule of a security group allows for TCP and UDP: to or from one prefix, prefix list or group.</summary>
/// <param name="Group">The id of the group.</param>
/// <param name="Direction">The direction.</param>
/// <param name="Protocol">The protocol; <see langword="null"/> for all.</param>
/// <param name="Ports">The ports; <see langword="null"/> for all.</param>
/// <param name="Addresses">The remote addresses; <see langword="null"/> where they are not known.</param>
/// <param name="Unmodelled">What is not known about the rule; <see langword="null"/> where everything is.</param>
/// <param name="Description">The description. Untrusted text.</param>
/// <param name="Text">The rule in a finding.</param>
internal sealed record AwsGroupRule(
    string Group,
    Direction Direction,
    Protocol? Protocol,
    PortRange? Ports,
    AddressSet? Addresses,
    string? Unmodelled,
    string Description,
    string Text)
{
    /// <summary>
    /// What AWS identifies a rule by. A second rule with the same key is refused, whatever its description is.
    /// </summary>
    public AwsRuleKey? Key => (Protocol, Ports, Addresses, Unmodelled) is ({ } protocol, { } ports, { } addresses, null)
        ? new AwsRuleKey(Direction, protocol, ports, addresses)
        : null;

    /// <summary>The packets that the rule allows.</summary>
    public LiveMatch Match => AwsGroupPolicy.MatchOf(Direction, Protocol, Ports, Addresses) with { Unmodelled = Unmodelled };
}
