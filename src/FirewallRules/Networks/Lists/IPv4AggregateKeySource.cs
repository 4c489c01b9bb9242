using System.Numerics;

namespace FirewallRules.Networks;

/// <summary>
/// The minimal prefixes of an <see cref="IPv4Aggregator"/>: its keys and the prefixes of its bitmap, in one ascending order. No key can be
/// merged with a prefix of the bitmap, because it lies within a /24 that is not in the bitmap.
/// </summary>
internal sealed class IPv4AggregateKeySource : IIPv4KeySource
{
    private const int NetworksPerWord = 64;

    private readonly PrefixKeyList _keys;
    private readonly Slash24Bitmap? _bitmap;
    private readonly int _endWord;
    private readonly bool _ownsKeys;
    private int _nextKey;

    // The rest of the current word: a bit for the first network of each prefix, and one for the last.
    private int _word;
    private ulong _starts;
    private ulong _ends;

    // The rest of a series of words that are all ones. Only these form prefixes shorter than /18.
    private int _runWord;
    private int _runEnd;

    /// <summary>All prefixes. Keys and bitmap must not change.</summary>
    public IPv4AggregateKeySource(PrefixKeyList keys, Slash24Bitmap? bitmap)
        : this(keys, bitmap, 0, Slash24Bitmap.WordCount, ownsKeys: false)
    {
    }

    /// <summary>The prefixes of some words; no prefix may cross their ends. The keys are released when all have been read.</summary>
    public IPv4AggregateKeySource(PrefixKeyList keys, Slash24Bitmap? bitmap, int firstWord, int endWord)
        : this(keys, bitmap, firstWord, endWord, ownsKeys: true)
    {
    }

    private IPv4AggregateKeySource(PrefixKeyList keys, Slash24Bitmap? bitmap, int firstWord, int endWord, bool ownsKeys)
        => (_keys, _bitmap, _word, _endWord, _ownsKeys) = (keys, bitmap, firstWord - 1, endWord, ownsKeys);

    public int Read(Span<ulong> keys)
    {
        ReadOnlySpan<ulong> own = _keys.Keys;
        ReadOnlySpan<ulong> words = _bitmap is null ? [] : _bitmap.Words[.._endWord];
        var count = 0;
        while (count < keys.Length && (_starts != 0 || _runWord < _runEnd || MoveToNextWord(words)))
        {
            count = _starts != 0 ? ReadWord(own, keys, count) : ReadRun(own, keys, count);
        }

        // The keys after the last network of the bitmap.
        var rest = Math.Min(own.Length - _nextKey, keys.Length - count);
        own.Slice(_nextKey, rest).CopyTo(keys[count..]);
        _nextKey += rest;
        count += rest;
        if (count == 0 && _ownsKeys)
        {
            _keys.Release();
        }

        return count;
    }

    // The size of the prefix is the marker of its key.
    private static ulong Key(ulong firstNetwork, ulong networkCount) => ((firstNetwork << 1) | networkCount) << Slash24Bitmap.HostBits;

    private int ReadWord(ReadOnlySpan<ulong> own, Span<ulong> keys, int count)
    {
        var (at, starts, ends, word) = (_nextKey, _starts, _ends, (ulong)_word * NetworksPerWord);
        var nextOwn = at < own.Length ? own[at] : ulong.MaxValue;
        while (starts != 0 && count < keys.Length)
        {
            var (first, last) = (BitOperations.TrailingZeroCount(starts), BitOperations.TrailingZeroCount(ends));
            var key = Key(word + (ulong)first, (ulong)(last - first + 1));
            if (nextOwn < key)
            {
                keys[count++] = nextOwn;
                nextOwn = ++at < own.Length ? own[at] : ulong.MaxValue;
            }
            else
            {
                keys[count++] = key;
                starts &= starts - 1;
                ends &= ends - 1;
            }
        }

        (_nextKey, _starts, _ends) = (at, starts, ends);
        return count;
    }

    private int ReadRun(ReadOnlySpan<ulong> own, Span<ulong> keys, int count)
    {
        var hostBits = PrefixMath.WidestPrefix((uint)_runWord, (uint)(_runEnd - 1));
        var key = Key((ulong)_runWord * NetworksPerWord, (ulong)NetworksPerWord << hostBits);
        while (_nextKey < own.Length && own[_nextKey] < key && count < keys.Length)
        {
            keys[count++] = own[_nextKey++];
        }

        if (count < keys.Length)
        {
            keys[count++] = key;
            _runWord += 1 << hostBits;
        }

        return count;
    }

    // Moves to the next word that is not zero, or to the next series of words that are all ones; false if there is none.
    private bool MoveToNextWord(ReadOnlySpan<ulong> words)
    {
        var word = _word + 1;
        while (word < words.Length && words[word] == 0)
        {
            word++;
        }

        (_word, _runWord) = (word, word);
        if (word >= words.Length)
        {
            return false;
        }

        if (words[word] != ulong.MaxValue)
        {
            SplitIntoPrefixes(words[word]);
            return true;
        }

        while (word < words.Length && words[word] == ulong.MaxValue)
        {
            word++;
        }

        (_word, _runEnd) = (word - 1, word);
        return true;
    }

    // Each groupsOf... has a bit at the first network of every aligned group that is complete. Within a group, only the first network starts a
    // prefix, and only the last one ends it.
    private void SplitIntoPrefixes(ulong networks)
    {
        var groupsOf2 = networks & (networks >> 1) & 0x5555_5555_5555_5555;
        var groupsOf4 = groupsOf2 & (groupsOf2 >> 2) & 0x1111_1111_1111_1111;
        var groupsOf8 = groupsOf4 & (groupsOf4 >> 4) & 0x0101_0101_0101_0101;
        var groupsOf16 = groupsOf8 & (groupsOf8 >> 8) & 0x0001_0001_0001_0001;
        var groupsOf32 = groupsOf16 & (groupsOf16 >> 16) & 0x0000_0001_0000_0001;
        _starts = networks & ~((groupsOf2 << 1) | (groupsOf4 << 2) | (groupsOf8 << 4) | (groupsOf16 << 8) | (groupsOf32 << 16));
        _ends = networks & ~(groupsOf2 | (groupsOf4 << 1) | (groupsOf8 << 3) | (groupsOf16 << 7) | (groupsOf32 << 15));
    }
}
