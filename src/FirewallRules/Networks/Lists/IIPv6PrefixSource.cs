namespace FirewallRules.Networks;

/// <summary>Enumerates the minimal prefixes of a set of IPv6 addresses in ascending order, in batches.</summary>
internal interface IIPv6PrefixSource
{
    /// <summary>Writes the next prefixes.</summary>
    /// <returns>How many were written; 0 at the end.</returns>
    int Read(IPv6Prefix[] prefixes);
}
