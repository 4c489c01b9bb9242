namespace FirewallRules.Networks;

/// <summary>
/// The prefixes that an <see cref="IPv6Collector"/> holds in the minimal form: those of its keys, and those of ranges that hold no whole /64
/// network and so can make no wider prefix with a key.
/// </summary>
internal sealed class CollectedIPv6Prefixes : IIPv6Prefixes
{
    private readonly IPv6Keys _all;
    private readonly RangeBuffer? _ranges;
    private readonly int _endOfRanges;
    private readonly bool _isPart;

    // The keys that are being given, of one half of the space and then of the other.
    private KeyBuffer _keys;
    private ulong _firstBit;
    private int _at;

    // What is left of the range that is being given; empty where both are equal. Then where the one behind it starts.
    private IPv6Halves _next;
    private IPv6Halves _end;
    private int _rangeAt;
    private ulong _nextRange;

    /// <summary>All of them must stay as they are.</summary>
    public CollectedIPv6Prefixes(IPv6Keys keys, RangeBuffer? ranges)
        : this(keys, ranges, 0, ranges?.Count ?? 0, isPart: false)
    {
    }

    /// <summary>Some of the ranges, and the keys among them. The room of the keys is given back when all prefixes were given.</summary>
    public CollectedIPv6Prefixes(IPv6Keys keys, RangeBuffer? ranges, int firstRange, int endOfRanges)
        : this(keys, ranges, firstRange, endOfRanges, isPart: true)
    {
    }

    private CollectedIPv6Prefixes(IPv6Keys keys, RangeBuffer? ranges, int firstRange, int endOfRanges, bool isPart)
    {
        (_all, _keys, _ranges, _rangeAt, _endOfRanges, _isPart) = (keys, keys.Lower, ranges, firstRange, endOfRanges, isPart);
        FindRange();
    }

    public int Read(IPv6Prefix[] prefixes)
    {
        var count = 0;
        while (count < prefixes.Length)
        {
            if (_next != _end)
            {
                var open = CidrAggregator.WidestPrefix(_next, _end);
                prefixes[count++] = new(_next.High, _next.Low, 128 - open);
                _next = _next.Behind(open);
                continue;
            }

            ReadKeys(prefixes, ref count);
            if (count < prefixes.Length && !EnterRange())
            {
                break;
            }
        }

        if (count == 0 && _isPart)
        {
            _all.Clear();
        }

        return count;
    }

    // Gives the keys before the next range.
    private void ReadKeys(IPv6Prefix[] prefixes, ref int count)
    {
        var keys = _keys.Keys;
        while (count < prefixes.Length)
        {
            if (_at >= keys.Length)
            {
                if (_keys == _all.Upper)
                {
                    return;
                }

                (_keys, _firstBit, _at) = (_all.Upper, IPv6Keys.UpperHalf, 0);
                keys = _keys.Keys;
                continue;
            }

            var key = keys[_at];
            var high = _firstBit | (PrefixKeys.First(key) >> 1);
            if (high > _nextRange)
            {
                return;
            }

            prefixes[count++] = new(high, 0, 64 - PrefixKeys.OpenBits(key));
            _at++;
        }
    }

    private bool EnterRange()
    {
        if (_rangeAt == _endOfRanges)
        {
            return false;
        }

        (_next, _end) = (_ranges!.First(_rangeAt), _ranges.Last(_rangeAt).Next());
        _rangeAt++;
        FindRange();
        return true;
    }

    // No key starts behind the last address.
    private void FindRange() => _nextRange = _rangeAt < _endOfRanges ? _ranges!.First(_rangeAt).High : ulong.MaxValue;
}
