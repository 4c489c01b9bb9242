namespace FirewallRules.Networks;

/// <summary>The prefixes of IPv4 <see cref="Boundaries"/>.</summary>
internal sealed class IPv4KeysOfSet(AddressSet set) : IIPv4Keys
{
    private int _at;
    private ulong _next;
    private ulong _end;

    public int Read(Span<ulong> keys)
    {
        var boundaries = set.IPv4Boundaries;
        var (next, end) = (_next, _end);
        var count = 0;
        for (; count < keys.Length; count++)
        {
            if (next == end)
            {
                if (_at >= boundaries.Length)
                {
                    break;
                }

                next = boundaries[_at];
                end = _at + 1 < boundaries.Length ? boundaries[_at + 1] : 1UL << 32;
                _at += 2;
            }

            var open = CidrAggregator.WidestPrefix((uint)next, (uint)(end - 1));
            keys[count] = PrefixKeys.OfIPv4((uint)next, 32 - open);
            next += 1UL << open;
        }

        (_next, _end) = (next, end);
        return count;
    }
}
