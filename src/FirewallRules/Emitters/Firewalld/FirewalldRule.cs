namespace FirewallRules.Emitters;

/// <summary>A rich rule that accepts. A side is a prefix, an ip set (<see cref="IsSet"/>), or <see langword="null"/> for any address.</summary>
internal sealed record FirewalldRule(IpFamily Family, FirewalldElement Element, string? Source = null, string? Destination = null, bool IsSet = false);
