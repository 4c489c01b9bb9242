using System.Runtime.CompilerServices;

namespace FirewallRules.Networks;

/// <summary>
/// Collects IPv6 ranges in any order and merges them. Prefixes up to /64, nearly all in real lists, are keys of eight bytes; other ranges are
/// kept apart. Both are sorted and merged when their list is full, so memory grows with the merged set and not with the input.
/// </summary>
internal sealed class IPv6Aggregator(int capacity)
{
    private const int MinCapacity = 16;

    private IPv6RangeList? _unalignedRanges;
    private long _addedCount;
    private bool _isCompact;

    // Whether an unaligned range lies in a /64 network of which a key contains another part.
    private bool _rangesOverlapKeys;

    // The last range of /64 networks, which the next one may extend. From 1 to 0 it is empty.
    private ulong _pendingFirst = 1;
    private ulong _pendingLast;

    /// <summary>The prefixes up to /64; in the minimal form after <see cref="Compact"/>.</summary>
    public IPv6KeyLists Keys { get; } = new(MinCapacity);

    /// <summary>
    /// The ranges that do not consist of whole /64 networks; after <see cref="Compact"/> no key contains one of them. <see langword="null"/>
    /// if none was added.
    /// </summary>
    public IPv6RangeList? UnalignedRanges => _unalignedRanges;

    /// <summary>Adds the addresses from <paramref name="first"/> to <paramref name="last"/>, both inclusive.</summary>
    public void Add(UInt128 first, UInt128 last) => Add(IPv6Address.FromUInt128(first), IPv6Address.FromUInt128(last));

    /// <summary>Adds the first <paramref name="count"/> prefixes.</summary>
    public void Add(IPv6Prefix[] prefixes, int count)
    {
        _isCompact = false;
        _addedCount += count;
        for (var i = 0; i < count; i++)
        {
            ref readonly var prefix = ref prefixes[i];
            if (prefix.Length <= 64)
            {
                AddNetworks(prefix.High, prefix.Length == 64 ? prefix.High : prefix.High | (ulong.MaxValue >> prefix.Length));
            }
            else
            {
                var first = new IPv6Address(prefix.High, prefix.Low);
                AddUnaligned(first, first.LastOfPrefix(prefix.Length));
            }
        }
    }

    /// <summary>Adds a set.</summary>
    public void Add(IPv6Boundaries set)
    {
        for (var cursor = new IPv6BoundaryCursor(set); !cursor.IsAtEnd; cursor.MoveNext())
        {
            var first = cursor.Current;
            cursor.MoveNext();
            if (cursor.IsAtEnd)
            {
                Add(first, IPv6Address.MaxValue);
                return;
            }

            Add(first, cursor.Current.Previous());
        }
    }

    /// <summary>Adds what another aggregator has collected, which is compacted.</summary>
    public void Add(IPv6Aggregator other)
    {
        Compact();
        other.Compact();
        Keys.Merge(other.Keys);
        if (other._unalignedRanges is { } ranges)
        {
            (_unalignedRanges ??= new()).Add(ranges);
        }

        MergeUnaligned();
    }

    /// <summary>Brings what was added so far into the minimal form.</summary>
    public void Compact()
    {
        if (_isCompact)
        {
            return;
        }

        FlushPending();
        (_pendingFirst, _pendingLast) = (1, 0);
        Keys.Minimize();
        MergeUnaligned();
        _isCompact = true;
    }

    /// <summary>The minimal prefixes of everything added so far; valid until something is added.</summary>
    public IIPv6PrefixSource ToPrefixSource()
    {
        Compact();

        // Keys and ranges can be read side by side unless a prefix of the result is made of both, or is ::/0, which has no key.
        var needsSet = Keys.IsEverything || (_unalignedRanges is not null && (_rangesOverlapKeys || _unalignedRanges.ContainsWholeNetwork()));
        return needsSet ? new IPv6SetPrefixSource(ToBoundaries()) : new IPv6AggregatePrefixSource(Keys, _unalignedRanges);
    }

    /// <summary>The boundaries of everything added so far. More can be added later.</summary>
    public IPv6Boundaries ToBoundaries()
    {
        Compact();

        // An upper bound, which most lists reach: adjacent ranges have fewer boundaries.
        var unaligned = 2 * (_unalignedRanges?.Count ?? 0);
        var aligned = 2 * (PrefixKeys.CountRanges(Keys.Lower.Keys) + PrefixKeys.CountRanges(Keys.Upper.Keys));
        var builder = new IPv6BoundariesBuilder(aligned + unaligned, unaligned);
        Write(ref builder);
        return builder.ToBoundaries();
    }

    /// <summary>Removes everything and releases the memory.</summary>
    public void Clear()
    {
        Keys.Release();
        _addedCount = 0;
        _unalignedRanges = null;
        (_pendingFirst, _pendingLast) = (1, 0);
    }

    private void Add(IPv6Address first, IPv6Address last)
    {
        _isCompact = false;
        _addedCount++;
        if (first.Low == 0 && last.Low == ulong.MaxValue)
        {
            AddNetworks(first.High, last.High);
        }
        else
        {
            AddUnaligned(first, last);
        }
    }

    private void AddUnaligned(IPv6Address first, IPv6Address last) => (_unalignedRanges ??= new()).Add(first, last);

    private void MergeUnaligned()
    {
        if (_unalignedRanges is not null)
        {
            _unalignedRanges.Merge();
            _rangesOverlapKeys = _unalignedRanges.RemoveContainedIn(Keys);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void AddNetworks(ulong first, ulong last)
    {
        // One comparison for both ends: of random addresses, neither could be predicted.
        var end = _pendingLast == ulong.MaxValue ? _pendingLast : _pendingLast + 1;
        if (first - _pendingFirst <= end - _pendingFirst)
        {
            _pendingLast = Math.Max(_pendingLast, last);
            return;
        }

        FlushPending();
        (_pendingFirst, _pendingLast) = (first, last);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void FlushPending()
    {
        var first = _pendingFirst;
        var hostMask = first ^ _pendingLast;
        if ((hostMask & (hostMask + 1)) == 0 && (first & hostMask) == 0 && hostMask != ulong.MaxValue)
        {
            // The range is one prefix, as nearly always.
            AddKey(first < IPv6KeyLists.UpperHalfBit ? Keys.Lower : Keys.Upper, (first << 1) | (hostMask + 1));
        }
        else if (first <= _pendingLast)
        {
            AddKeys(first, _pendingLast);
        }
    }

    private void AddKeys(ulong first, ulong last)
    {
        while (true)
        {
            // ::/0 has no key; its two halves have.
            var hostBits = Math.Min(PrefixMath.WidestPrefix(first, last), 63);
            AddKey(first < IPv6KeyLists.UpperHalfBit ? Keys.Lower : Keys.Upper, PrefixKeys.FromIPv6(first, 64 - hostBits));
            var prefixLast = first | ((1UL << hostBits) - 1);
            if (prefixLast == last)
            {
                return;
            }

            first = prefixLast + 1;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void AddKey(PrefixKeyList keys, ulong key)
    {
        if (keys.IsFull)
        {
            MakeRoom(keys);
        }

        keys.Add(key);
    }

    private void MakeRoom(PrefixKeyList keys)
    {
        keys.Minimize();
        keys.Grow(capacity, _addedCount);
    }

    private void Write(ref IPv6BoundariesBuilder builder)
    {
        var nextRange = 0;
        Write(ref builder, Keys.Lower.Keys, 0, ref nextRange);
        Write(ref builder, Keys.Upper.Keys, IPv6KeyLists.UpperHalfBit, ref nextRange);
        WriteUnaligned(ref builder, ref nextRange, null);
    }

    private void Write(ref IPv6BoundariesBuilder builder, ReadOnlySpan<ulong> keys, ulong firstBit, ref int nextRange)
    {
        var nextNetwork = WriteUnaligned(ref builder, ref nextRange, 0);
        foreach (var key in keys)
        {
            var first = firstBit | (PrefixKeys.FirstPosition(key) >> 1);
            if (nextNetwork < first)
            {
                nextNetwork = WriteUnaligned(ref builder, ref nextRange, first);
            }

            builder.AddNetworks(first, firstBit | (PrefixKeys.LastPosition(key) >> 1));
        }
    }

    // Writes the unaligned ranges that start before a network, or all of them, and returns the network in which the next one starts.
    private ulong WriteUnaligned(ref IPv6BoundariesBuilder builder, ref int nextRange, ulong? before)
    {
        for (; nextRange < _unalignedRanges?.Count; nextRange++)
        {
            var first = _unalignedRanges.First(nextRange);
            if (first.High >= before)
            {
                return first.High;
            }

            builder.Add(first, _unalignedRanges.Last(nextRange));
        }

        return ulong.MaxValue;
    }
}
