namespace FirewallRules.Networks;

/// <summary>Gives the fewest prefixes of a set of IPv4 addresses, ascending, many at a time.</summary>
internal interface IIPv4Keys
{
    /// <summary>Writes the <see cref="PrefixKeys"/> of the next prefixes.</summary>
    /// <returns>How many there are; 0 when all were given.</returns>
    int Read(Span<ulong> keys);
}
