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

    // The next prefix of blocks; behind all others where there is none.
    private ulong _nextOfBlocks;

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
    {
        (_keys, _blocks, _word, _endWord, _isPart) = (keys, blocks, firstWord - 1, endWord, isPart);
        FindNext();
    }

    public int Read(Span<ulong> keys)
    {
        ReadOnlySpan<ulong> own = _keys.Keys;
        var count = 0;
        while (count < keys.Length)
        {
            if (_at < own.Length && own[_at] < _nextOfBlocks)
            {
                keys[count++] = own[_at++];
            }
            else if (_nextOfBlocks != ulong.MaxValue)
            {
                keys[count++] = _nextOfBlocks;
                FindNext();
            }
            else
            {
                break;
            }
        }

        if (count == 0 && _isPart)
        {
            _keys.Clear();
        }

        return count;
    }

    private void FindNext()
    {
        if (_starts == 0 && _runWord == _runEnd)
        {
            EnterWord();
        }

        if (_starts != 0)
        {
            // The size of a prefix is its marker: see PrefixKeys.
            var (first, last) = (BitOperations.TrailingZeroCount(_starts), BitOperations.TrailingZeroCount(_ends));
            _starts &= _starts - 1;
            _ends &= _ends - 1;
            _nextOfBlocks = Key(((ulong)_word * BlocksInWord) + (ulong)first, (ulong)(last - first + 1));
        }
        else if (_runWord < _runEnd)
        {
            var open = CidrAggregator.WidestPrefix((uint)_runWord, (uint)(_runEnd - 1));
            _nextOfBlocks = Key((ulong)_runWord * BlocksInWord, (ulong)BlocksInWord << open);
            _runWord += 1 << open;
        }
        else
        {
            _nextOfBlocks = ulong.MaxValue;
        }
    }

    // Goes on to the next word that has marks, or to the next run of whole ones.
    private void EnterWord()
    {
        var words = _blocks is null ? [] : _blocks.AllWords[.._endWord];
        while (++_word < words.Length)
        {
            if (words[_word] == ulong.MaxValue)
            {
                _runWord = _word;
                for (_runEnd = _word + 1; _runEnd < words.Length && words[_runEnd] == ulong.MaxValue;)
                {
                    _runEnd++;
                }

                _word = _runEnd - 1;
                return;
            }

            if (words[_word] != 0)
            {
                Divide(words[_word]);
                return;
            }
        }
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

    private static ulong Key(ulong firstBlock, ulong blocks) => ((firstBlock << 1) | blocks) << BlockBitmap.BlockBits;
}
