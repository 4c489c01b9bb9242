namespace FirewallRules.Networks;

/// <summary>
/// The minimal prefixes of an <see cref="IPv6Aggregator"/>: those of its keys and those of its unaligned ranges, in one ascending order. The
/// ranges contain no whole /64 network, so none of their prefixes can be merged with a key.
/// </summary>
internal sealed class IPv6AggregatePrefixSource : IIPv6PrefixSource
{
    private readonly IPv6KeyLists _keyLists;
    private readonly IPv6RangeList? _ranges;
    private readonly int _endRange;
    private readonly bool _ownsKeys;

    // The list that is being read: the lower half of the address space, then the upper half.
    private PrefixKeyList _keys;
    private ulong _firstBit;
    private int _nextKey;

    // The rest of the current range, which is empty if both are equal.
    private IPv6Address _next;
    private IPv6Address _end;
    private int _nextRange;
    private ulong _nextRangeNetwork;

    /// <summary>All prefixes. Keys and ranges must not change.</summary>
    public IPv6AggregatePrefixSource(IPv6KeyLists keys, IPv6RangeList? ranges)
        : this(keys, ranges, 0, ranges?.Count ?? 0, ownsKeys: false)
    {
    }

    /// <summary>The prefixes of all keys and of some ranges. The keys are released when all have been read.</summary>
    public IPv6AggregatePrefixSource(IPv6KeyLists keys, IPv6RangeList? ranges, int firstRange, int endRange)
        : this(keys, ranges, firstRange, endRange, ownsKeys: true)
    {
    }

    private IPv6AggregatePrefixSource(IPv6KeyLists keys, IPv6RangeList? ranges, int firstRange, int endRange, bool ownsKeys)
    {
        (_keyLists, _keys, _ranges, _nextRange, _endRange, _ownsKeys) = (keys, keys.Lower, ranges, firstRange, endRange, ownsKeys);
        FindNextRangeNetwork();
    }

    public int Read(IPv6Prefix[] prefixes)
    {
        var count = 0;
        while (count < prefixes.Length)
        {
            if (_next != _end)
            {
                var hostBits = PrefixMath.WidestPrefix(_next, _end);
                prefixes[count++] = new(_next.High, _next.Low, 128 - hostBits);
                _next = _next.AfterPrefix(hostBits);
                continue;
            }

            ReadKeys(prefixes, ref count);
            if (count < prefixes.Length && !MoveToNextRange())
            {
                break;
            }
        }

        if (count == 0 && _ownsKeys)
        {
            _keyLists.Release();
        }

        return count;
    }

    // Reads the keys before the next range.
    private void ReadKeys(IPv6Prefix[] prefixes, ref int count)
    {
        var keys = _keys.Keys;
        while (count < prefixes.Length)
        {
            if (_nextKey >= keys.Length)
            {
                if (_keys == _keyLists.Upper)
                {
                    return;
                }

                (_keys, _firstBit, _nextKey) = (_keyLists.Upper, IPv6KeyLists.UpperHalfBit, 0);
                keys = _keys.Keys;
                continue;
            }

            var key = keys[_nextKey];
            var high = _firstBit | (PrefixKeys.FirstPosition(key) >> 1);
            if (high > _nextRangeNetwork)
            {
                return;
            }

            prefixes[count++] = new(high, 0, 64 - PrefixKeys.HostBits(key));
            _nextKey++;
        }
    }

    private bool MoveToNextRange()
    {
        if (_nextRange == _endRange)
        {
            return false;
        }

        (_next, _end) = (_ranges!.First(_nextRange), _ranges.Last(_nextRange).Next());
        _nextRange++;
        FindNextRangeNetwork();
        return true;
    }

    private void FindNextRangeNetwork() => _nextRangeNetwork = _nextRange < _endRange ? _ranges!.First(_nextRange).High : ulong.MaxValue;
}
