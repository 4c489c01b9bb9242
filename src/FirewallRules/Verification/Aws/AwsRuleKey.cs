namespace FirewallRules.Verification;

/// <summary>What a rule of a security group allows, in terms that AWS compares rules by.</summary>
/// <param name="Direction">The direction.</param>
/// <param name="Protocol">The protocol.</param>
/// <param name="Ports">The ports.</param>
/// <param name="Addresses">The prefix, or the entries of the prefix list.</param>
internal sealed record AwsRuleKey(Direction Direction, Protocol Protocol, PortRange Ports, AddressSet Addresses);
