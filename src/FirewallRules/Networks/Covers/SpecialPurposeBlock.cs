namespace FirewallRules;

/// <summary>A block of special-purpose addresses. Equal if prefix, name and source are.</summary>
/// <param name="Prefix">The addresses.</param>
/// <param name="Name">The purpose, as named by the registry.</param>
/// <param name="Source">The RFC, such as <c>RFC 1918</c>.</param>
public sealed record SpecialPurposeBlock(Cidr Prefix, string Name, string Source);
