using System.Numerics;

namespace FirewallRules.Networks;

/// <summary>
/// The prefixes that an <see cref="IPv4Collector"/> holds in the minimal form. Where it has whole blocks, its keys are prefixes within others
/// and can make no wider one with those, so that the keys and the prefixes of the blocks are all there are.
/// </summary>
internal sealed class CollectedIPv4Keys : IIPv4Keys
{
    private const int BlocksInWord = 64;

    private readonly KeyBuffer _keys;
    private readonly BlockBitmap? _blocks;
    private readonly int _endWord;
    private readonly bool _isPart;
    private int _at;

    // What is left of the word that is being given: a bit for the first block of each of its prefixes, and one for the last.
    private int _word;
    private ulong _starts;
    private ulong _ends;

    // What is left of a run of whole words. Only these make prefixes that are wider than a word.
    private int _runWord;
    private int _runEnd;

    /// <summary>All of them; both must stay as they are.</summary>
    public CollectedIPv4Keys(KeyBuffer keys, BlockBitmap? blocks)
        : this(keys, blocks, 0, BlockBitmap.Words, isPart: false)
    {
    }

    /// <summary>Those of some words, over whose ends no prefix goes. The room of the keys is given back when all were given.</summary>
    public CollectedIPv4Keys(KeyBuffer keys, BlockBitmap? blocks, int firstWord, int endWord)
        : this(keys, blocks, firstWord, endWord, isPart: true)
    {
    }

    private CollectedIPv4Keys(KeyBuffer keys, BlockBitmap? blocks, int firstWord, int endWord, bool isPart)
        => (_keys, _blocks, _word, _endWord, _isPart) = (keys, blocks, firstWord - 1, endWord, isPart);

    public int Read(Span<ulong> keys)
    {
        ReadOnlySpan<ulong> own = _keys.Keys;
        ReadOnlySpan<ulong> words = _blocks is null ? [] : _blocks.AllWords[.._endWord];
        var count = 0;
        while (count < keys.Length && (_starts != 0 || _runWord < _runEnd || EnterWord(words)))
        {
            count = _starts != 0 ? ReadWord(own, keys, count) : ReadRun(own, keys, count);
        }

        // Those behind all blocks.
        var rest = Math.Min(own.Length - _at, keys.Length - count);
        own.Slice(_at, rest).CopyTo(keys[count..]);
        _at += rest;
        count += rest;
        if (count == 0 && _isPart)
        {
            _keys.Clear();
        }

        return count;
    }

    // The size of a prefix is its marker: see PrefixKeys.
    private static ulong Key(ulong firstBlock, ulong blocks) => ((firstBlock << 1) | blocks) << BlockBitmap.BlockBits;

    private int ReadWord(ReadOnlySpan<ulong> own, Span<ulong> keys, int count)
    {
        var (at, starts, ends, word) = (_at, _starts, _ends, (ulong)_word * BlocksInWord);
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

        (_at, _starts, _ends) = (at, starts, ends);
        return count;
    }

    private int ReadRun(ReadOnlySpan<ulong> own, Span<ulong> keys, int count)
    {
        var open = CidrAggregator.WidestPrefix((uint)_runWord, (uint)(_runEnd - 1));
        var key = Key((ulong)_runWord * BlocksInWord, (ulong)BlocksInWord << open);
        while (_at < own.Length && own[_at] < key && count < keys.Length)
        {
            keys[count++] = own[_at++];
        }

        if (count < keys.Length)
        {
            keys[count++] = key;
            _runWord += 1 << open;
        }

        return count;
    }

    // Goes on to the next word that has marks, or to the next run of whole ones; false where there is none.
    private bool EnterWord(ReadOnlySpan<ulong> words)
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
            Divide(words[word]);
            return true;
        }

        while (word < words.Length && words[word] == ulong.MaxValue)
        {
            word++;
        }

        (_word, _runEnd) = (word - 1, word);
        return true;
    }

    // Marks of two, four and more blocks that make one prefix: a bit for each at its first block. All but the first block of a prefix do
    // not start one, and all but the last do not end one.
    private void Divide(ulong marks)
    {
        var by2 = marks & (marks >> 1) & 0x5555_5555_5555_5555;
        var by4 = by2 & (by2 >> 2) & 0x1111_1111_1111_1111;
        var by8 = by4 & (by4 >> 4) & 0x0101_0101_0101_0101;
        var by16 = by8 & (by8 >> 8) & 0x0001_0001_0001_0001;
        var by32 = by16 & (by16 >> 16) & 0x0000_0001_0000_0001;
        _starts = marks & ~((by2 << 1) | (by4 << 2) | (by8 << 4) | (by16 << 8) | (by32 << 16));
        _ends = marks & ~(by2 | (by4 << 1) | (by8 << 3) | (by16 << 7) | (by32 << 15));
    }
}
