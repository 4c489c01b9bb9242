namespace FirewallRules.Emitters;

/// <summary>A managed prefix list.</summary>
/// <param name="Name">The name, of lower-case letters, digits and hyphens.</param>
/// <param name="Addresses">The entries, all of one family.</param>
/// <param name="Family">The family.</param>
/// <param name="MaxEntries">The maximum number of entries, which is what counts toward the rules of a group.</param>
internal sealed record AwsPrefixList(string Name, AddressSet Addresses, IpFamily Family, int MaxEntries)
{
    /// <summary>The name as an identifier of Terraform.</summary>
    public string Identifier => Name.Replace('-', '_');
}
