using System.Numerics;
using System.Runtime.CompilerServices;

namespace FirewallRules.Networks;

/// <summary>
/// One bit for each of the 2^24 blocks of 256 IPv4 addresses, 2 MiB in all. Marking a block costs the same however many are marked, and
/// the marks are in order without sorting; most prefixes of real lists are made of whole blocks.
/// </summary>
internal sealed class BlockBitmap
{
    /// <summary>How many bits of an address are below a block.</summary>
    public const int BlockBits = 8;

    /// <summary>The bits of an address that are below a block.</summary>
    public const uint HostMask = (1 << BlockBits) - 1;

    /// <summary>How many bits of an address are below a word, which has a bit for each of 64 blocks.</summary>
    public const int WordBits = BlockBits + 6;

    /// <summary>How many words there are.</summary>
    public const int Words = 1 << (32 - WordBits);

    private readonly KeyRoom _room = KeyRoom.Rent(Words);

    public BlockBitmap() => AllWords.Clear();

    /// <summary>The <see cref="Networks.Boundaries"/> of the marked addresses.</summary>
    public BoundaryEnumerator Boundaries => new(_room);

    /// <summary>How many <see cref="Boundaries"/> there are.</summary>
    public int BoundaryCount
    {
        get
        {
            var (count, before) = (0, 0UL);
            foreach (var word in AllWords)
            {
                count += BitOperations.PopCount(word ^ ((word << 1) | before));
                before = word >> 63;
            }

            return count;
        }
    }

    /// <summary>All marks, a bit for each block.</summary>
    public Span<ulong> AllWords => _room.Keys[..Words];

    /// <summary>Whether the block of an address is marked among <see cref="AllWords"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsMarked(ReadOnlySpan<ulong> words, uint address) => ((words[(int)(address >> WordBits)] >> (int)(address >> BlockBits)) & 1) == 1;

    /// <summary>Whether the range is made of whole blocks whose marks stand in one word, as is every prefix from /18 to /24.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsWithinWord(IPv4Range range) => ((range.First | ~range.Last) & HostMask) == 0 && (range.First ^ range.Last) >> WordBits == 0;

    /// <summary>Marks the ranges from <paramref name="start"/> on, up to the first that <see cref="IsWithinWord"/> does not take.</summary>
    /// <returns>The index of that one, or <paramref name="end"/>.</returns>
    // Nothing but the ranges is read between two marks: other reads wait for the marks before them, which wait for far memory.
    public int Mark(IPv4Range[] ranges, int start, int end)
    {
        ref var words = ref _room[0];
        for (var at = start; at < end; at++)
        {
            var range = ranges[at];
            if (!IsWithinWord(range))
            {
                return at;
            }

            var head = ulong.MaxValue << (int)(range.First >> BlockBits);
            var tail = ulong.MaxValue >> ~(int)(range.Last >> BlockBits);
            Unsafe.Add(ref words, range.First >> WordBits) |= head & tail;
        }

        return end;
    }

    /// <summary>Marks the blocks from <paramref name="first"/> to <paramref name="last"/>, both included.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Mark(uint first, uint last)
    {
        var head = ulong.MaxValue << (int)(first & 63);
        var tail = ulong.MaxValue >> (63 - (int)(last & 63));
        if (first >> 6 == last >> 6)
        {
            _room[(int)(first >> 6)] |= head & tail;
        }
        else
        {
            MarkWords(first >> 6, head, last >> 6, tail);
        }
    }

    /// <summary>Marks the blocks that are marked in another bitmap, from one word to before another.</summary>
    public void Mark(BlockBitmap other, int firstWord = 0, int endWord = Words)
    {
        var words = AllWords[firstWord..endWord];
        var others = other.AllWords[firstWord..endWord];
        for (var at = 0; at < words.Length; at++)
        {
            words[at] |= others[at];
        }
    }

    /// <summary>How many of the keys are of whole blocks.</summary>
    public static int CountWhole(ReadOnlySpan<ulong> keys)
    {
        var count = 0;
        foreach (var key in keys)
        {
            count += PrefixKeys.OpenBits(key) >= BlockBits ? 1 : 0;
        }

        return count;
    }

    /// <summary>Marks the keys of whole blocks instead of keeping them, and drops those that lie in marked blocks.</summary>
    public void Take(KeyBuffer buffer)
    {
        var keys = buffer.Keys;
        var words = AllWords;
        var kept = 0;
        foreach (var key in keys)
        {
            if (PrefixKeys.OpenBits(key) >= BlockBits)
            {
                Mark(FirstOf(key) >> BlockBits, (uint)(PrefixKeys.Last(key) >> (1 + BlockBits)));
            }
            else
            {
                keys[kept] = key;
                kept += IsMarked(words, FirstOf(key)) ? 0 : 1;
            }
        }

        buffer.Count = kept;
    }

    /// <summary>Gives the memory back; the bitmap must not be used any more.</summary>
    public void Release() => _room.Return();

    private static uint FirstOf(ulong key) => (uint)(PrefixKeys.First(key) >> 1);

    private void MarkWords(uint first, ulong head, uint last, ulong tail)
    {
        var words = AllWords;
        words[(int)first] |= head;
        for (var between = (int)first + 1; between < last; between++)
        {
            words[between] = ulong.MaxValue;
        }

        words[(int)last] |= tail;
    }

    /// <summary>Walks the addresses at which marked blocks begin or end, but for the end of the space.</summary>
    public struct BoundaryEnumerator(KeyRoom words)
    {
        private int _at = -1;
        private ulong _changes;
        private ulong _before;

        public readonly BoundaryEnumerator GetEnumerator() => this;

        public readonly uint Current => (((uint)_at << 6) | (uint)BitOperations.TrailingZeroCount(_changes)) << BlockBits;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public bool MoveNext()
        {
            _changes &= _changes - 1;
            return _changes != 0 || EnterWord();
        }

        private bool EnterWord()
        {
            for (var all = words.Keys; ++_at < Words;)
            {
                var word = all[_at];
                _changes = word ^ ((word << 1) | _before);
                _before = word >> 63;
                if (_changes != 0)
                {
                    return true;
                }
            }

            return false;
        }
    }
}
