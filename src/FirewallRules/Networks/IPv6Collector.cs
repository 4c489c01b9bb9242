using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FirewallRules.Networks;

/// <summary>
/// Collects IPv6 ranges in any order. What is made of whole /64 networks, which is nearly all of real lists, takes eight bytes a prefix; a
/// range that touches the one before it widens that one; and a full buffer is merged before it grows, so memory follows the merged set.
/// </summary>
internal sealed class IPv6Collector
{
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

    /// <summary>Adds a prefix of <paramref name="length"/> bits, given by the two halves of its address.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(ulong high, ulong low, int length)
    {
        if (length <= 64)
        {
            AddNetworks(high, length == 64 ? high : high | (ulong.MaxValue >> length));
        }
        else
        {
            var first = new IPv6Halves(high, low);
            Fine.Add(first, first.LastOfPrefix(length));
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
        _lower.Minimize();
        _upper.Minimize();
        _fine?.Merge();
        var boundaries = new UInt128[Write([])];
        Write(MemoryMarshal.Cast<UInt128, ulong>(boundaries.AsSpan()));
        return boundaries;
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
        var more = first <= _runLast;
        while (more)
        {
            // A prefix of no bits has no key: the two halves of the space have one each.
            var open = Math.Min(CidrAggregator.WidestPrefix(first, _runLast), 63);
            AddKey(first >> 63 == 0 ? _lower : _upper, PrefixKeys.OfIPv6(first, 64 - open));
            var last = first | ((1UL << open) - 1);
            more = last < _runLast;
            first = last + 1;
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

    // Counts the boundaries where there is no room to write them.
    private int Write(Span<ulong> boundaries)
    {
        var writer = new IPv6RangeWriter(boundaries);
        var fine = 0;
        Write(ref writer, _lower.Keys, 0, ref fine);
        Write(ref writer, _upper.Keys, 1UL << 63, ref fine);
        WriteFine(ref writer, ref fine, null);
        return writer.Complete();
    }

    private void Write(ref IPv6RangeWriter writer, ReadOnlySpan<ulong> keys, ulong firstBit, ref int fine)
    {
        var nextFine = WriteFine(ref writer, ref fine, 0);
        foreach (var key in keys)
        {
            var first = firstBit | (PrefixKeys.First(key) >> 1);
            if (nextFine < first)
            {
                nextFine = WriteFine(ref writer, ref fine, first);
            }

            writer.Add(new(first, 0), new(firstBit | (PrefixKeys.Last(key) >> 1), ulong.MaxValue));
        }
    }

    // Writes the ranges that start in a network before the given one, if one is, and says in which network the next one starts.
    private ulong WriteFine(ref IPv6RangeWriter writer, ref int fine, ulong? before)
    {
        for (; fine < _fine?.Count; fine++)
        {
            var first = _fine.First(fine);
            if (first.High >= before)
            {
                return first.High;
            }

            writer.Add(first, _fine.Last(fine));
        }

        return ulong.MaxValue;
    }
}
