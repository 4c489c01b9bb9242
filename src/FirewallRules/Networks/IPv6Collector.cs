using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FirewallRules.Networks;

/// <summary>
/// Collects IPv6 ranges in any order. What is made of whole /64 networks, which is nearly all of real lists, takes eight bytes a prefix; a
/// range that touches the one before it widens that one; and a full buffer is merged before it grows, so memory follows the merged set.
/// </summary>
internal sealed class IPv6Collector
{
    private const ulong UpperHalf = 1UL << 63;

    // The keys of each half of the space, so that the first bit of the address makes room for the marker of a /64.
    private readonly KeyBuffer _lower = new();
    private readonly KeyBuffer _upper = new();
    private RangeBuffer? _fine;

    // The run of /64 networks that the next range may widen, told by the upper halves of their addresses. From 1 to 0 it is empty.
    private ulong _runFirst = 1;
    private ulong _runLast;

    private RangeBuffer Fine => _fine ??= new();

    /// <summary>Adds the addresses from <paramref name="first"/> to <paramref name="last"/>, both included.</summary>
    public void Add(UInt128 first, UInt128 last)
    {
        if ((ulong)first == 0 && (ulong)last == ulong.MaxValue)
        {
            AddNetworks((ulong)(first >> 64), (ulong)(last >> 64));
        }
        else
        {
            Fine.Add(new((ulong)(first >> 64), (ulong)first), new((ulong)(last >> 64), (ulong)last));
        }
    }

    /// <summary>Adds prefixes.</summary>
    public void Add(ReadOnlySpan<IPv6Prefix> prefixes)
    {
        foreach (ref readonly var prefix in prefixes)
        {
            if (prefix.Length <= 64)
            {
                AddNetworks(prefix.High, prefix.Length == 64 ? prefix.High : prefix.High | (ulong.MaxValue >> prefix.Length));
            }
            else
            {
                var first = new IPv6Halves(prefix.High, prefix.Low);
                Fine.Add(first, first.LastOfPrefix(prefix.Length));
            }
        }
    }

    /// <summary>Adds a set.</summary>
    public void Add(IPv6Boundaries set)
    {
        var networks = set.Networks;
        for (var i = 0; i < networks.Length; i += 2)
        {
            AddNetworks(networks[i], Boundaries.LastOf(networks, i));
        }

        for (var i = 0; i < set.Addresses.Length; i += 2)
        {
            Add(set.Addresses[i], set.LastOf(i));
        }
    }

    /// <summary>The boundaries of everything added so far; more can be added after.</summary>
    public IPv6Boundaries ToBoundaries()
    {
        EndRun();
        (_runFirst, _runLast) = (1, 0);
        _lower.Minimize();
        _upper.Minimize();
        return _fine is null ? ToNetworks() : ToAddresses(_fine);
    }

    /// <summary>Forgets what was added.</summary>
    public void Clear()
    {
        _lower.Clear();
        _upper.Clear();
        _fine = null;
        (_runFirst, _runLast) = (1, 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
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
        var open = first ^ _runLast;
        if ((open & (open + 1)) == 0 && (first & open) == 0 && open != ulong.MaxValue)
        {
            // One prefix, as mostly.
            AddKey(first >> 63 == 0 ? _lower : _upper, (first << 1) | (open + 1));
        }
        else if (first <= _runLast)
        {
            AddKeys(first, _runLast);
        }
    }

    private void AddKeys(ulong first, ulong last)
    {
        while (true)
        {
            // A prefix of no bits has no key: the two halves of the space have one each.
            var open = Math.Min(CidrAggregator.WidestPrefix(first, last), 63);
            AddKey(first >> 63 == 0 ? _lower : _upper, PrefixKeys.OfIPv6(first, 64 - open));
            var end = first | ((1UL << open) - 1);
            if (end == last)
            {
                return;
            }

            first = end + 1;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddKey(KeyBuffer keys, ulong key)
    {
        if (keys.IsFull)
        {
            keys.Minimize();
            keys.MakeRoom();
        }

        keys.Add(key);
    }

    private IPv6Boundaries ToNetworks()
    {
        var boundaries = new ulong[CountNetworks()];
        var (count, end) = (0, 0UL);
        WriteNetworks(_lower.Keys, 0, boundaries, ref count, ref end);
        WriteNetworks(_upper.Keys, UpperHalf, boundaries, ref count, ref end);
        if (end != 0)
        {
            boundaries[count] = end;
        }

        return IPv6Boundaries.OfNetworks(boundaries);
    }

    private int CountNetworks()
    {
        ReadOnlySpan<ulong> lower = _lower.Keys;
        ReadOnlySpan<ulong> upper = _upper.Keys;
        var ranges = PrefixKeys.CountRanges(lower) + PrefixKeys.CountRanges(upper);
        ranges -= lower.Length > 0 && upper.Length > 0 && PrefixKeys.Last(lower[^1]) == ulong.MaxValue && PrefixKeys.First(upper[0]) == 0 ? 1 : 0;

        // The end of the space is no boundary.
        return (2 * ranges) - (upper.Length > 0 && PrefixKeys.Last(upper[^1]) == ulong.MaxValue ? 1 : 0);
    }

    // The end of the last range is kept back: the next one may begin there.
    private static void WriteNetworks(ReadOnlySpan<ulong> keys, ulong firstBit, Span<ulong> boundaries, ref int count, ref ulong end)
    {
        foreach (var key in keys)
        {
            var first = firstBit | (PrefixKeys.First(key) >> 1);
            if (count == 0)
            {
                boundaries[count++] = first;
            }
            else if (first != end)
            {
                boundaries[count++] = end;
                boundaries[count++] = first;
            }

            end = (firstBit | (PrefixKeys.Last(key) >> 1)) + 1;
        }
    }

    private IPv6Boundaries ToAddresses(RangeBuffer fine)
    {
        fine.Merge();
        var boundaries = new UInt128[Write(fine, [])];
        Write(fine, MemoryMarshal.Cast<UInt128, ulong>(boundaries.AsSpan()));
        return IPv6Boundaries.Of(boundaries);
    }

    // Counts the boundaries where there is no room to write them.
    private int Write(RangeBuffer fine, Span<ulong> boundaries)
    {
        var writer = new IPv6RangeWriter(boundaries);
        var next = 0;
        Write(ref writer, _lower.Keys, 0, fine, ref next);
        Write(ref writer, _upper.Keys, UpperHalf, fine, ref next);
        WriteFine(ref writer, fine, ref next, null);
        return writer.Complete();
    }

    private static void Write(ref IPv6RangeWriter writer, ReadOnlySpan<ulong> keys, ulong firstBit, RangeBuffer fine, ref int next)
    {
        var nextFine = WriteFine(ref writer, fine, ref next, 0);
        foreach (var key in keys)
        {
            var first = firstBit | (PrefixKeys.First(key) >> 1);
            if (nextFine < first)
            {
                nextFine = WriteFine(ref writer, fine, ref next, first);
            }

            writer.Add(new(first, 0), new(firstBit | (PrefixKeys.Last(key) >> 1), ulong.MaxValue));
        }
    }

    // Writes the ranges that start in a network before the given one, if one is, and says in which network the next one starts.
    private static ulong WriteFine(ref IPv6RangeWriter writer, RangeBuffer fine, ref int next, ulong? before)
    {
        for (; next < fine.Count; next++)
        {
            var first = fine.First(next);
            if (first.High >= before)
            {
                return first.High;
            }

            writer.Add(first, fine.Last(next));
        }

        return ulong.MaxValue;
    }
}
