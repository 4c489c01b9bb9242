namespace FirewallRules.Networks;

/// <summary>IPv4 addresses from the first to the last, both inclusive, as numbers.</summary>
internal readonly record struct IPv4Range(uint First, uint Last);
