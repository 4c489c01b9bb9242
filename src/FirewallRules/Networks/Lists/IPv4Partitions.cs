namespace FirewallRules.Networks;

/// <summary>
/// The union of several aggregators, cut into partitions at addresses where it has a gap. No prefix crosses a gap, so the minimal prefixes of
/// the union are those of its partitions, one after the other.
/// </summary>
internal sealed class IPv4Partitions
{
    private const int TargetCount = 32;

    // How many addresses are tried for a gap before two partitions are left as one.
    private const int MaxAttempts = 16;

    // Partitions start at a word of the bitmap, so that two threads never write to the same word.
    private const ulong Alignment = 1UL << Slash24Bitmap.WordHostBits;
    private const ulong EndOfSpace = 1UL << 32;

    private readonly IPv4Aggregator[] _aggregators;

    // The bitmap of the first aggregator that has one. Those of the others are added to it by partition.
    private readonly Slash24Bitmap? _bitmap;

    // The first address of each partition, and the end of the last one.
    private readonly ulong[] _starts = new ulong[2 * TargetCount];

    /// <param name="aggregators">At least one. They must not be used by the caller after that.</param>
    public IPv4Partitions(IPv4Aggregator[] aggregators)
    {
        _aggregators = aggregators;
        var largest = aggregators[0];
        foreach (var aggregator in aggregators)
        {
            aggregator.Compact();
            largest = aggregator.Keys.Length > largest.Keys.Length ? aggregator : largest;
            _bitmap ??= aggregator.Bitmap;
            MaxPrefixCount += aggregator.Keys.Length;
        }

        // Of two adjacent /24 networks, only one can start a prefix that does not contain the other.
        MaxPrefixCount += _bitmap is null ? 0 : Slash24Bitmap.WordCount * 64L / 2;

        FindStarts(largest.Keys);
    }

    /// <summary>How many partitions there are: at least one.</summary>
    public int Count { get; private set; }

    /// <summary>An upper bound of the number of prefixes.</summary>
    public long MaxPrefixCount { get; }

    /// <summary>The prefixes of a partition. Several threads can open and read partitions at the same time, each partition once.</summary>
    public IIPv4KeySource Open(int partition)
    {
        if (Count == 1)
        {
            return OpenAll();
        }

        var (first, end) = (_starts[partition], _starts[partition + 1]);
        var (firstWord, endWord) = ((int)(first / Alignment), (int)(end / Alignment));
        var keys = new PrefixKeyList(0);
        foreach (var aggregator in _aggregators)
        {
            keys.Merge(Slice(aggregator.Keys, first, end));
            if (aggregator.Bitmap is { } bitmap && bitmap != _bitmap)
            {
                _bitmap!.Add(bitmap, firstWord, endWord);
            }
        }

        _bitmap?.TakeFrom(keys);
        return new IPv4AggregateKeySource(keys, _bitmap, firstWord, endWord);
    }

    private static ReadOnlySpan<ulong> Slice(ReadOnlySpan<ulong> keys, ulong first, ulong end)
        => keys[PrefixKeys.CountBefore(keys, first << 1)..PrefixKeys.CountBefore(keys, end << 1)];

    private IIPv4KeySource OpenAll()
    {
        for (var i = 1; i < _aggregators.Length; i++)
        {
            _aggregators[0].Add(_aggregators[i]);
        }

        return _aggregators[0].ToKeySource();
    }

    // The bitmap is cut into partitions of equal width. Keys may be dense anywhere, so they are cut into partitions of equal numbers.
    private void FindStarts(ReadOnlySpan<ulong> keys)
    {
        Count = 1;
        for (var (byWidth, byKeys) = (_bitmap is null ? TargetCount : 1, 1); byWidth < TargetCount || byKeys < TargetCount;)
        {
            var widthStart = EndOfSpace / TargetCount * (ulong)byWidth;
            var keyStart = byKeys < TargetCount && keys.Length >= TargetCount
                ? PrefixKeys.FirstPosition(keys[(int)((long)keys.Length * byKeys / TargetCount)]) >> 1
                : EndOfSpace;
            AddStartNear(Math.Min(widthStart, keyStart));
            byWidth += widthStart <= keyStart ? 1 : 0;
            byKeys += keyStart <= widthStart ? 1 : 0;
        }

        _starts[Count] = EndOfSpace;
    }

    // Adds the first aligned address with a gap, if there is one soon after this address.
    private void AddStartNear(ulong address)
    {
        var start = (address + Alignment - 1) / Alignment * Alignment;
        for (var i = 0; i < MaxAttempts && start < EndOfSpace && start > _starts[Count - 1]; i++, start += Alignment)
        {
            if (!Contains(start - 1) || !Contains(start))
            {
                _starts[Count++] = start;
                return;
            }
        }
    }

    private bool Contains(ulong address)
    {
        foreach (var aggregator in _aggregators)
        {
            if (PrefixKeys.Contains(aggregator.Keys, address << 1)
                || (aggregator.Bitmap is { } bitmap && Slash24Bitmap.Contains(bitmap.Words, (uint)address)))
            {
                return true;
            }
        }

        return false;
    }
}
