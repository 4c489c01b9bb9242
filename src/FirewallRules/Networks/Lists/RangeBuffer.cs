namespace FirewallRules.Networks;

/// <summary>
/// Collects IPv6 ranges of any bounds. A range that touches the one before it widens that one, and a full buffer is merged before it grows,
/// so memory follows the merged set and not the input.
/// </summary>
internal sealed class RangeBuffer
{
    private const int FirstCapacity = 16;

    private IPv6Halves[] _firsts = new IPv6Halves[FirstCapacity];
    private IPv6Halves[] _lasts = new IPv6Halves[FirstCapacity];

    public int Count { get; private set; }

    /// <summary>Whether a range holds a whole /64 network.</summary>
    public bool HoldsNetworks
    {
        get
        {
            for (var i = 0; i < Count; i++)
            {
                var (first, last) = (_firsts[i], _lasts[i]);
                if (last.High - first.High >= (first.Low == 0 ? 0UL : 1) + (last.Low == ulong.MaxValue ? 0UL : 1))
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>The first address of a range.</summary>
    public IPv6Halves First(int at) => _firsts[at];

    /// <summary>The last address of a range.</summary>
    public IPv6Halves Last(int at) => _lasts[at];

    /// <summary>How many of the ranges, which are merged, start before a /64 network.</summary>
    public int CountBefore(ulong network)
    {
        var (start, end) = (0, Count);
        while (start < end)
        {
            var middle = start + ((end - start) / 2);
            (start, end) = _firsts[middle].High < network ? (middle + 1, end) : (start, middle);
        }

        return start;
    }

    public void Add(IPv6Halves first, IPv6Halves last)
    {
        if (Count > 0 && first >= _firsts[Count - 1] && first.IsAtMostBehind(_lasts[Count - 1]))
        {
            _lasts[Count - 1] = Max(_lasts[Count - 1], last);
            return;
        }

        if (Count == _firsts.Length)
        {
            MakeRoom();
        }

        _firsts[Count] = first;
        _lasts[Count++] = last;
    }

    /// <summary>Adds the ranges of another buffer.</summary>
    public void Add(RangeBuffer other)
    {
        for (var i = 0; i < other.Count; i++)
        {
            Add(other._firsts[i], other._lasts[i]);
        }
    }

    /// <summary>Sorts and merges the ranges: they are ascending then, and none touches another.</summary>
    public void Merge()
    {
        if (!IsAscending())
        {
            Sort();
        }

        var merged = 0;
        for (var i = 1; i < Count; i++)
        {
            if (_firsts[i].IsAtMostBehind(_lasts[merged]))
            {
                _lasts[merged] = Max(_lasts[merged], _lasts[i]);
            }
            else
            {
                merged++;
                _firsts[merged] = _firsts[i];
                _lasts[merged] = _lasts[i];
            }
        }

        Count = Math.Min(Count, merged + 1);
    }

    /// <summary>Drops the ranges that lie in prefixes, which are in the minimal form; the ranges are merged.</summary>
    /// <returns>Whether a range that is left still shares a /64 network with a prefix.</returns>
    public bool DropWithin(IPv6Keys keys) => DropWithin(keys.Lower.Keys, 0) | DropWithin(keys.Upper.Keys, IPv6Keys.UpperHalf);

    private static IPv6Halves Max(IPv6Halves a, IPv6Halves b) => a >= b ? a : b;

    // The prefixes of one half of the space, whose addresses have this first bit.
    private bool DropWithin(ReadOnlySpan<ulong> keys, ulong firstBit)
    {
        var (kept, at, shares) = (0, 0, false);
        for (var i = 0; i < Count; i++)
        {
            var (first, last) = (_firsts[i], _lasts[i]);
            at = first.High < firstBit ? 0
                : first.High - firstBit >= IPv6Keys.UpperHalf ? keys.Length
                : PrefixKeys.CountBefore(keys, first.High << 1, at);
            var shared = at < keys.Length && (firstBit | (PrefixKeys.First(keys[at]) >> 1)) <= last.High;
            if (shared && (firstBit | (PrefixKeys.First(keys[at]) >> 1)) <= first.High && (firstBit | (PrefixKeys.Last(keys[at]) >> 1)) >= last.High)
            {
                continue;
            }

            shares |= shared;
            _firsts[kept] = first;
            _lasts[kept++] = last;
        }

        Count = kept;
        return shares;
    }

    private bool IsAscending()
    {
        var at = 1;
        while (at < Count && _firsts[at] >= _firsts[at - 1])
        {
            at++;
        }

        return at >= Count;
    }

    // The framework's sort would be compiled for these types first, which takes longer than sorting what is usual here.
    private void Sort()
    {
        var (firsts, lasts) = (new IPv6Halves[_firsts.Length], new IPv6Halves[_lasts.Length]);
        for (var width = 1; width < Count; width *= 2)
        {
            for (var start = 0; start < Count; start += 2 * width)
            {
                var (a, b) = (start, Math.Min(start + width, Count));
                var (middle, end) = (b, Math.Min(start + (2 * width), Count));
                for (var at = start; at < end; at++)
                {
                    var next = b == end || (a < middle && _firsts[b] >= _firsts[a]) ? a++ : b++;
                    firsts[at] = _firsts[next];
                    lasts[at] = _lasts[next];
                }
            }

            (_firsts, firsts) = (firsts, _firsts);
            (_lasts, lasts) = (lasts, _lasts);
        }
    }

    private void MakeRoom()
    {
        Merge();
        if (Count > _firsts.Length / 2)
        {
            var capacity = _firsts.Length * 2;
            var (firsts, lasts) = (new IPv6Halves[capacity], new IPv6Halves[capacity]);
            Array.Copy(_firsts, firsts, Count);
            Array.Copy(_lasts, lasts, Count);
            (_firsts, _lasts) = (firsts, lasts);
        }
    }
}
