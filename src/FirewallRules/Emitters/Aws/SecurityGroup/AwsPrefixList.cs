namespace FirewallRules.Emitters;

/// <summary>A managed prefix list.</summary>
/// <param name="Name">Its name, of lower-case letters, digits and hyphens.</param>
/// <param name="Addresses">Its entries, all of one family.</param>
/// <param name="Family">The family.</param>
/// <param name="MaxEntries">How many entries it can have, which is what counts toward the rules of a group.</param>
internal sealed record AwsPrefixList(string Name, AddressSet Addresses, IpFamily Family, int MaxEntries)
{
    /// <summary>The name in Terraform.</summary>
    public string Identifier => Name.Replace('-', '_');
}
