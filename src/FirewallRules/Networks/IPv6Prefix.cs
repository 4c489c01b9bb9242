namespace FirewallRules.Networks;

/// <summary>An IPv6 prefix: the halves of its first address, and its length in bits, 0 to 128.</summary>
internal readonly record struct IPv6Prefix(ulong High, ulong Low, int Length);
