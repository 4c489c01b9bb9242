namespace FirewallRules.Networks;

/// <summary>Enumerates the minimal prefixes of a set of IPv4 addresses in ascending order, in batches.</summary>
internal interface IIPv4KeySource
{
    /// <summary>Writes the <see cref="PrefixKeys"/> of the next prefixes.</summary>
    /// <returns>How many were written; 0 at the end.</returns>
    int Read(Span<ulong> keys);
}
