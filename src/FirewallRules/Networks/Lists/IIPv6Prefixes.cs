namespace FirewallRules.Networks;

/// <summary>Gives the fewest prefixes of a set of IPv6 addresses, ascending, many at a time.</summary>
internal interface IIPv6Prefixes
{
    /// <summary>Writes the next prefixes, as many as there is room for.</summary>
    /// <returns>How many there are; 0 when all were given.</returns>
    int Read(IPv6Prefix[] prefixes);
}
