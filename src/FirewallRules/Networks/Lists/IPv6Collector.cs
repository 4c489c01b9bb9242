using System.Runtime.CompilerServices;

namespace FirewallRules.Networks;

/// <summary>
/// Collects IPv6 ranges in any order. What is made of whole /64 networks, which is nearly all of real lists, takes eight bytes a prefix; a
/// range that touches the one before it widens that one; and a full buffer is merged before it grows, so memory follows the merged set.
/// </summary>
internal sealed class IPv6Collector(int capacity)
{
    private const int MinKeys = 16;

    private RangeBuffer? _fine;
    private long _added;
    private bool _isCompact;

    // Whether a range still shares a network with a key.
    private bool _shares;

    // The run of /64 networks that the next range may widen, told by the upper halves of their addresses. From 1 to 0 it is empty.
    private ulong _runFirst = 1;
    private ulong _runLast;

    /// <summary>The prefixes of whole /64 networks, in the minimal form once this is compact.</summary>
    public IPv6Keys Keys { get; } = new(MinKeys);

    /// <summary>The other ranges, none of which lies in the keys once this is compact; null as long as there was none.</summary>
    public RangeBuffer? Fine => _fine;

    /// <summary>Adds the addresses from <paramref name="first"/> to <paramref name="last"/>, both included.</summary>
    public void Add(UInt128 first, UInt128 last) => Add(IPv6Halves.Of(first), IPv6Halves.Of(last));

    /// <summary>Adds as many prefixes from the start on.</summary>
    public void Add(IPv6Prefix[] prefixes, int count)
    {
        _isCompact = false;
        _added += count;
        for (var i = 0; i < count; i++)
        {
            ref readonly var prefix = ref prefixes[i];
            if (prefix.Length <= 64)
            {
                AddNetworks(prefix.High, prefix.Length == 64 ? prefix.High : prefix.High | (ulong.MaxValue >> prefix.Length));
            }
            else
            {
                var first = new IPv6Halves(prefix.High, prefix.Low);
                AddFine(first, first.LastOfPrefix(prefix.Length));
            }
        }
    }

    private void Add(IPv6Halves first, IPv6Halves last)
    {
        _isCompact = false;
        _added++;
        if (first.Low == 0 && last.Low == ulong.MaxValue)
        {
            AddNetworks(first.High, last.High);
        }
        else
        {
            AddFine(first, last);
        }
    }

    private void AddFine(IPv6Halves first, IPv6Halves last) => (_fine ??= new()).Add(first, last);

    /// <summary>Adds a set.</summary>
    public void Add(IPv6Boundaries set)
    {
        for (var cursor = new IPv6Cursor(set); !cursor.IsAtEnd; cursor.MoveNext())
        {
            var first = cursor.Current;
            cursor.MoveNext();
            if (cursor.IsAtEnd)
            {
                Add(first, IPv6Halves.MaxValue);
                return;
            }

            Add(first, cursor.Current.Previous());
        }
    }

    /// <summary>Adds what another one has collected, which is brought into the minimal form.</summary>
    public void Add(IPv6Collector other)
    {
        Compact();
        other.Compact();
        Keys.Merge(other.Keys);
        if (other._fine is { } fine)
        {
            (_fine ??= new()).Add(fine);
        }

        SettleFine();
    }

    /// <summary>Brings what was added so far into the minimal form.</summary>
    public void Compact()
    {
        if (_isCompact)
        {
            return;
        }

        EndRun();
        (_runFirst, _runLast) = (1, 0);
        Keys.Minimize();
        SettleFine();
        _isCompact = true;
    }

    /// <summary>The fewest prefixes of everything added so far, as long as nothing more is.</summary>
    public IIPv6Prefixes ToPrefixes()
    {
        Compact();

        // A set sees to what keys and ranges do not say apart: the whole space, and networks that both hold or of which they may make wider prefixes.
        return Keys.AreAll || (_fine is not null && (_shares || _fine.HoldsNetworks)) ? new IPv6PrefixesOfSet(ToBoundaries()) : new CollectedIPv6Prefixes(Keys, _fine);
    }

    /// <summary>The boundaries of everything added so far; more can be added after.</summary>
    public IPv6Boundaries ToBoundaries()
    {
        Compact();

        // Where ranges touch there is no boundary, nor at the end of the space; few lists need less room than this.
        var fine = 2 * (_fine?.Count ?? 0);
        var highs = (2 * (PrefixKeys.CountRanges(Keys.Lower.Keys) + PrefixKeys.CountRanges(Keys.Upper.Keys))) + fine;
        var writer = new IPv6RangeWriter(highs, fine);
        Write(ref writer);
        return writer.Complete();
    }

    /// <summary>Forgets what was added.</summary>
    public void Clear()
    {
        Keys.Clear();
        _added = 0;
        _fine = null;
        (_runFirst, _runLast) = (1, 0);
    }

    // Sorts the ranges, and drops what the keys hold.
    private void SettleFine()
    {
        if (_fine is not null)
        {
            _fine.Merge();
            _shares = _fine.DropWithin(Keys);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void AddNetworks(ulong first, ulong last)
    {
        // One comparison for both ends: whether a network of no order lies before or behind the run cannot be foretold.
        var behind = _runLast == ulong.MaxValue ? _runLast : _runLast + 1;
        if (first - _runFirst <= behind - _runFirst)
        {
            _runLast = Math.Max(_runLast, last);
            return;
        }

        EndRun();
        (_runFirst, _runLast) = (first, last);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void EndRun()
    {
        var first = _runFirst;
        var open = first ^ _runLast;
        if ((open & (open + 1)) == 0 && (first & open) == 0 && open != ulong.MaxValue)
        {
            // One prefix, as mostly.
            AddKey(first < IPv6Keys.UpperHalf ? Keys.Lower : Keys.Upper, (first << 1) | (open + 1));
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
            AddKey(first < IPv6Keys.UpperHalf ? Keys.Lower : Keys.Upper, PrefixKeys.OfIPv6(first, 64 - open));
            var end = first | ((1UL << open) - 1);
            if (end == last)
            {
                return;
            }

            first = end + 1;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void AddKey(KeyBuffer keys, ulong key)
    {
        if (keys.IsFull)
        {
            MakeRoom(keys);
        }

        keys.Add(key);
    }

    private void MakeRoom(KeyBuffer keys)
    {
        keys.Minimize();
        keys.MakeRoom(capacity, _added);
    }

    private void Write(ref IPv6RangeWriter writer)
    {
        var fine = 0;
        Write(ref writer, Keys.Lower.Keys, 0, ref fine);
        Write(ref writer, Keys.Upper.Keys, IPv6Keys.UpperHalf, ref fine);
        WriteFine(ref writer, ref fine, null);
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

            writer.AddNetworks(first, firstBit | (PrefixKeys.Last(key) >> 1));
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
