namespace FirewallRules.Networks;

/// <summary>The minimal prefixes of a set of IPv6 addresses.</summary>
internal sealed class IPv6SetPrefixSource(IPv6Boundaries set) : IIPv6PrefixSource
{
    private IPv6PrefixEnumerator _prefixes = new(set);

    public int Read(IPv6Prefix[] prefixes)
    {
        // A local copy stays in registers.
        var (source, count) = (_prefixes, 0);
        while (count < prefixes.Length && source.MoveNext(out var first, out var hostBits))
        {
            prefixes[count++] = new(first.High, first.Low, 128 - hostBits);
        }

        _prefixes = source;
        return count;
    }
}
