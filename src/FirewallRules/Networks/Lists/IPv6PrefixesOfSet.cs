namespace FirewallRules.Networks;

/// <summary>The prefixes of IPv6 boundaries.</summary>
internal sealed class IPv6PrefixesOfSet(IPv6Boundaries set) : IIPv6Prefixes
{
    private IPv6PrefixWalk _walk = new(set);

    public int Read(IPv6Prefix[] prefixes)
    {
        var (walk, count) = (_walk, 0);
        while (count < prefixes.Length && walk.MoveNext(out var first, out var open))
        {
            prefixes[count++] = new(first.High, first.Low, 128 - open);
        }

        _walk = walk;
        return count;
    }
}
