namespace FirewallRules.Emitters;

/// <summary>An ip set of one family.</summary>
internal sealed record FirewalldSet(string Name, IpFamily Family, AddressSet Addresses, string Comment);
