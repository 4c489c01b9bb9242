namespace FirewallRules.Networks;

/// <summary>
/// A growing list of IPv6 ranges. A range that touches the last one extends it, and a full list is merged before it grows, so memory grows
/// with the merged set and not with the input.
/// </summary>
internal sealed class IPv6RangeList
{
    private const int InitialCapacity = 16;

    private IPv6Address[] _firsts = new IPv6Address[InitialCapacity];
    private IPv6Address[] _lasts = new IPv6Address[InitialCapacity];

    public int Count { get; private set; }

    /// <summary>The first address of the range at an index.</summary>
    public IPv6Address First(int index) => _firsts[index];

    /// <summary>The last address of the range at an index.</summary>
    public IPv6Address Last(int index) => _lasts[index];

    /// <summary>Whether one of the ranges contains a whole /64 network.</summary>
    public bool ContainsWholeNetwork()
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

    /// <summary>How many ranges start before a /64 network; the ranges must be merged.</summary>
    public int CountStartingBefore(ulong network)
    {
        var (start, end) = (0, Count);
        while (start < end)
        {
            var middle = start + ((end - start) / 2);
            (start, end) = _firsts[middle].High < network ? (middle + 1, end) : (start, middle);
        }

        return start;
    }

    public void Add(IPv6Address first, IPv6Address last)
    {
        if (Count > 0 && first >= _firsts[Count - 1] && first.IsAtMostOneAfter(_lasts[Count - 1]))
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

    public void Add(IPv6RangeList other)
    {
        for (var i = 0; i < other.Count; i++)
        {
            Add(other._firsts[i], other._lasts[i]);
        }
    }

    /// <summary>Sorts and merges the ranges: after that they are ascending, and no two touch.</summary>
    public void Merge()
    {
        if (!IsAscending())
        {
            Sort();
        }

        var merged = 0;
        for (var i = 1; i < Count; i++)
        {
            if (_firsts[i].IsAtMostOneAfter(_lasts[merged]))
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

    /// <summary>Removes the ranges that a prefix contains. Ranges and keys must be merged.</summary>
    /// <returns>Whether a remaining range shares a /64 network with a prefix.</returns>
    public bool RemoveContainedIn(IPv6KeyLists keys)
        => RemoveContainedIn(keys.Lower.Keys, 0) | RemoveContainedIn(keys.Upper.Keys, IPv6KeyLists.UpperHalfBit);

    private static IPv6Address Max(IPv6Address a, IPv6Address b) => a >= b ? a : b;

    // The keys are those of one half of the address space, whose addresses start with this bit.
    private bool RemoveContainedIn(ReadOnlySpan<ulong> keys, ulong firstBit)
    {
        var (kept, at, anyOverlap) = (0, 0, false);
        for (var i = 0; i < Count; i++)
        {
            var (first, last) = (_firsts[i], _lasts[i]);
            at = first.High < firstBit ? 0
                : first.High - firstBit >= IPv6KeyLists.UpperHalfBit ? keys.Length
                : PrefixKeys.CountBefore(keys, first.High << 1, at);
            var overlaps = at < keys.Length && (firstBit | (PrefixKeys.FirstPosition(keys[at]) >> 1)) <= last.High;
            if (overlaps
                && (firstBit | (PrefixKeys.FirstPosition(keys[at]) >> 1)) <= first.High
                && (firstBit | (PrefixKeys.LastPosition(keys[at]) >> 1)) >= last.High)
            {
                continue;
            }

            anyOverlap |= overlaps;
            _firsts[kept] = first;
            _lasts[kept++] = last;
        }

        Count = kept;
        return anyOverlap;
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

    // A merge sort, because compiling the generic sort of the framework for this type takes longer than sorting a typical list.
    private void Sort()
    {
        var (firsts, lasts) = (new IPv6Address[_firsts.Length], new IPv6Address[_lasts.Length]);
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
            var (firsts, lasts) = (new IPv6Address[capacity], new IPv6Address[capacity]);
            Array.Copy(_firsts, firsts, Count);
            Array.Copy(_lasts, lasts, Count);
            (_firsts, _lasts) = (firsts, lasts);
        }
    }
}
