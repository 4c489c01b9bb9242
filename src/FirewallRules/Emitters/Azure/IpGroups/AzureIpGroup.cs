namespace FirewallRules.Emitters;

/// <summary>One IP group.</summary>
/// <param name="Name">The name.</param>
/// <param name="Tags">The tags, in output order.</param>
/// <param name="Addresses">At least one IPv4 prefix.</param>
/// <param name="After">The IP group of the same rule that must be written before this one; <see langword="null"/> for none.</param>
internal sealed record AzureIpGroup(string Name, IReadOnlyList<(string Name, string Value)> Tags, IReadOnlyList<string> Addresses, string? After);
