namespace FirewallRules.Networks;

/// <summary>
/// Collects IPv6 ranges in any order. What is made of whole /64 networks, which is nearly all of real lists, takes eight bytes a prefix; a
/// range that touches the one before it widens that one; and a full buffer is merged before it grows, so memory follows the merged set.
/// </summary>
internal sealed class IPv6Collector
{
    // The keys of each half of the space, so that the first bit of the address makes room for the marker of a /64.
    private readonly KeyBuffer[] _halves = [new(), new()];
    private readonly RangeBuffer<UInt128> _fine = new(0);

    // The run of /64 networks that the next range may widen, told by the upper halves of their addresses. From 1 to 0 it is empty.
    private ulong _runFirst = 1;
    private ulong _runLast;

    /// <summary>Adds the addresses from <paramref name="first"/> to <paramref name="last"/>, both included.</summary>
    public void Add(UInt128 first, UInt128 last)
    {
        if ((ulong)first == 0 && (ulong)last == ulong.MaxValue)
        {
            AddNetworks((ulong)(first >> 64), (ulong)(last >> 64));
        }
        else
        {
            _fine.Add(first, last);
        }
    }

    /// <summary>Adds a prefix of <paramref name="length"/> bits, given by the two halves of its address.</summary>
    public void Add(ulong high, ulong low, int length)
    {
        if (length <= 64)
        {
            AddNetworks(high, length == 64 ? high : high | (ulong.MaxValue >> length));
        }
        else
        {
            var first = new UInt128(high, low);
            _fine.Add(first, first | IpFamily.IPv6.HostMask(length));
        }
    }

    /// <summary>Adds a set.</summary>
    public void Add(ReadOnlySpan<UInt128> boundaries)
    {
        for (var i = 0; i < boundaries.Length; i += 2)
        {
            Add(boundaries[i], Boundaries.LastOf(boundaries, i));
        }
    }

    /// <summary>The boundaries of everything added so far; more can be added after.</summary>
    public UInt128[] ToBoundaries()
    {
        EndRun();
        (_runFirst, _runLast) = (1, 0);
        _halves[0].Minimize();
        _halves[1].Minimize();
        var boundaries = new UInt128[WriteKeys([])];
        WriteKeys(boundaries);
        return Boundaries.Union<UInt128>(boundaries, _fine.ToBoundaries());
    }

    private void AddNetworks(ulong first, ulong last)
    {
        if (first >= _runFirst && first - 1 <= _runLast)
        {
            _runLast = Math.Max(_runLast, last);
            return;
        }

        EndRun();
        (_runFirst, _runLast) = (first, last);
    }

    private void EndRun()
    {
        var first = _runFirst;
        var more = first <= _runLast;
        while (more)
        {
            // A prefix of no bits has no key: the two halves of the space have one each.
            var open = Math.Min(CidrAggregator.WidestPrefix(first, _runLast), 63);
            AddKey(_halves[first >> 63], PrefixKeys.OfIPv6(first, 64 - open));
            var last = first | ((1UL << open) - 1);
            more = last < _runLast;
            first = last + 1;
        }
    }

    private static void AddKey(KeyBuffer keys, ulong key)
    {
        if (keys.IsFull)
        {
            keys.Minimize();
            keys.MakeRoom();
        }

        keys.Add(key);
    }

    // Counts the boundaries where there is no room to write them.
    private int WriteKeys(Span<UInt128> boundaries)
    {
        var (count, end) = (0, 0UL);
        for (var half = 0UL; half < 2; half++)
        {
            foreach (var key in _halves[half].Keys)
            {
                var first = (half << 63) | (PrefixKeys.First(key) >> 1);
                if (count > 0 && first == end)
                {
                    count--;
                }
                else
                {
                    Write(boundaries, count++, first);
                }

                end = ((half << 63) | (PrefixKeys.Last(key) >> 1)) + 1;
                if (end != 0)
                {
                    Write(boundaries, count++, end);
                }
            }
        }

        return count;

        static void Write(Span<UInt128> boundaries, int at, ulong high)
        {
            if (at < boundaries.Length)
            {
                boundaries[at] = new UInt128(high, 0);
            }
        }
    }
}
