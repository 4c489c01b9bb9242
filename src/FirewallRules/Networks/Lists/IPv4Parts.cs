namespace FirewallRules.Networks;

/// <summary>
/// What several collectors hold together, cut into parts at addresses where the union has a gap: no prefix goes over such a place, so that
/// the fewest prefixes of the whole are those of one part after the other.
/// </summary>
internal sealed class IPv4Parts
{
    private const int Divisions = 32;

    // How many places are tried for a gap before a part is left in one with the part before it.
    private const int Tries = 16;

    // Parts start at a word of the bitmap, so that no two of them mark blocks in the same.
    private const ulong StartStep = 1UL << BlockBitmap.WordBits;
    private const ulong EndOfSpace = 1UL << 32;

    private readonly IPv4Collector[] _collectors;

    // Of the first that has any. Those of the others are added to it part by part.
    private readonly BlockBitmap? _blocks;

    // Where each part starts, and the end of the last.
    private readonly ulong[] _starts = new ulong[2 * Divisions];

    /// <param name="collectors">At least one, all of which belong to the parts from then on.</param>
    public IPv4Parts(IPv4Collector[] collectors)
    {
        _collectors = collectors;
        var most = collectors[0];
        foreach (var collector in collectors)
        {
            collector.Compact();
            most = collector.Keys.Length > most.Keys.Length ? collector : most;
            _blocks ??= collector.Blocks;
            MaxPrefixCount += collector.Keys.Length;
        }

        // Of two blocks beside each other, at most one makes a prefix that the other is not in.
        MaxPrefixCount += _blocks is null ? 0 : BlockBitmap.Words * 64L / 2;

        FindStarts(most.Keys);
    }

    /// <summary>How many parts there are: at least one.</summary>
    public int Count { get; private set; }

    /// <summary>How many prefixes there are at most.</summary>
    public long MaxPrefixCount { get; }

    /// <summary>The prefixes of a part. Parts can be opened and read by several threads at the same time, each once.</summary>
    public IIPv4Keys Open(int part)
    {
        if (Count == 1)
        {
            return Whole();
        }

        var (first, end) = (_starts[part], _starts[part + 1]);
        var (firstWord, endWord) = ((int)(first / StartStep), (int)(end / StartStep));
        var keys = new KeyBuffer(0);
        foreach (var collector in _collectors)
        {
            keys.Merge(Between(collector.Keys, first, end));
            if (collector.Blocks is { } blocks && blocks != _blocks)
            {
                _blocks!.Mark(blocks, firstWord, endWord);
            }
        }

        _blocks?.Take(keys);
        return new CollectedIPv4Keys(keys, _blocks, firstWord, endWord);
    }

    private IIPv4Keys Whole()
    {
        for (var i = 1; i < _collectors.Length; i++)
        {
            _collectors[0].Add(_collectors[i]);
        }

        return _collectors[0].ToKeys();
    }

    // Parts of equal width do for whole blocks, of which each can only have so many. Keys may crowd anywhere: there, parts of equally many.
    private void FindStarts(ReadOnlySpan<ulong> keys)
    {
        Count = 1;
        for (var (byWidth, byKeys) = (_blocks is null ? Divisions : 1, 1); byWidth < Divisions || byKeys < Divisions;)
        {
            var ofWidth = EndOfSpace / Divisions * (ulong)byWidth;
            var ofKeys = byKeys < Divisions && keys.Length >= Divisions ? PrefixKeys.First(keys[(int)((long)keys.Length * byKeys / Divisions)]) >> 1 : EndOfSpace;
            FindStart(Math.Min(ofWidth, ofKeys));
            byWidth += ofWidth <= ofKeys ? 1 : 0;
            byKeys += ofKeys <= ofWidth ? 1 : 0;
        }

        _starts[Count] = EndOfSpace;
    }

    // The first start of a word from there on that has a gap, if it is near.
    private void FindStart(ulong near)
    {
        var start = (near + StartStep - 1) / StartStep * StartStep;
        for (var i = 0; i < Tries && start < EndOfSpace && start > _starts[Count - 1]; i++, start += StartStep)
        {
            if (!Holds(start - 1) || !Holds(start))
            {
                _starts[Count++] = start;
                return;
            }
        }
    }

    private bool Holds(ulong address)
    {
        foreach (var collector in _collectors)
        {
            if (PrefixKeys.Hold(collector.Keys, address << 1) || (collector.Blocks is { } blocks && BlockBitmap.IsMarked(blocks.AllWords, (uint)address)))
            {
                return true;
            }
        }

        return false;
    }

    private static ReadOnlySpan<ulong> Between(ReadOnlySpan<ulong> keys, ulong first, ulong end)
        => keys[PrefixKeys.CountBefore(keys, first << 1)..PrefixKeys.CountBefore(keys, end << 1)];
}
