namespace FirewallRules;

/// <summary>One row of <see cref="SpecialPurpose.Blocks"/>. Equal when prefix, name and source are.</summary>
/// <param name="Prefix">The addresses.</param>
/// <param name="Name">What they are set aside for, in the registry's words.</param>
/// <param name="Source">The RFC that says so, such as <c>RFC 1918</c>.</param>
public sealed record SpecialPurposeBlock(Cidr Prefix, string Name, string Source);
