namespace FirewallRules.Networks;

/// <summary>The minimal IPv4 prefixes of a set.</summary>
internal sealed class IPv4SetKeySource(AddressSet set) : IIPv4KeySource
{
    private int _nextBoundary;

    // The rest of the current range, without its end.
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
                if (_nextBoundary >= boundaries.Length)
                {
                    break;
                }

                next = boundaries[_nextBoundary];
                end = _nextBoundary + 1 < boundaries.Length ? boundaries[_nextBoundary + 1] : 1UL << 32;
                _nextBoundary += 2;
            }

            var hostBits = PrefixMath.WidestPrefix((uint)next, (uint)(end - 1));
            keys[count] = PrefixKeys.FromIPv4((uint)next, 32 - hostBits);
            next += 1UL << hostBits;
        }

        (_next, _end) = (next, end);
        return count;
    }
}
