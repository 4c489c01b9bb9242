using System.Numerics;
using System.Runtime.CompilerServices;

namespace FirewallRules.Networks;

/// <summary>A bitmap of all IPv4 /24 networks: one bit for each of the 2^24, 2 MiB in total.</summary>
/// <remarks>Setting a bit takes the same time however many are set, and the bits are in order without sorting.</remarks>
internal sealed class Slash24Bitmap
{
    /// <summary>The number of host bits of a /24.</summary>
    public const int HostBits = 8;

    /// <summary>The host bits of a /24.</summary>
    public const uint HostMask = (1 << HostBits) - 1;

    /// <summary>The number of host bits of a word, which is a /18: 64 bits for as many /24.</summary>
    public const int WordHostBits = HostBits + 6;

    /// <summary>How many words there are.</summary>
    public const int WordCount = 1 << (32 - WordHostBits);

    private readonly PooledBuffer _buffer = PooledBuffer.Rent(WordCount);

    public Slash24Bitmap() => Words.Clear();

    /// <summary>The addresses at which a range of the bitmap starts or ends, see <see cref="Networks.Boundaries"/>.</summary>
    public BoundaryEnumerator Boundaries => new(_buffer);

    /// <summary>All bits, the first network in the lowest bit of the first word.</summary>
    public Span<ulong> Words => _buffer.Values[..WordCount];

    /// <summary>Whether the /24 of an address is in the bitmap with these <see cref="Words"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Contains(ReadOnlySpan<ulong> words, uint address) => ((words[(int)(address >> WordHostBits)] >> (int)(address >> HostBits)) & 1) == 1;

    /// <summary>Whether the range consists of whole /24 networks and lies within one word, as every prefix from /18 to /24 does.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool FitsInWord(IPv4Range range)
        => ((range.First | ~range.Last) & HostMask) == 0 && (range.First ^ range.Last) >> WordHostBits == 0;

    /// <summary>How many of the keys are of prefixes up to /24.</summary>
    public static int CountWholeNetworks(ReadOnlySpan<ulong> keys)
    {
        var count = 0;
        foreach (var key in keys)
        {
            count += PrefixKeys.HostBits(key) >= HostBits ? 1 : 0;
        }

        return count;
    }

    /// <summary>How many <see cref="Boundaries"/> there are.</summary>
    public int CountBoundaries()
    {
        var (count, previous) = (0, 0UL);
        foreach (var word in Words)
        {
            count += BitOperations.PopCount(word ^ ((word << 1) | previous));
            previous = word >> 63;
        }

        return count;
    }

    /// <summary>Adds ranges, up to the first that does not <see cref="FitsInWord">fit in a word</see>.</summary>
    /// <returns>The index of that range, or <paramref name="end"/>.</returns>
    public int Add(IPv4Range[] ranges, int start, int end)
    {
        // The loop reads nothing but the ranges, so that the processor can have many writes to the bitmap in flight.
        ref var words = ref _buffer[0];
        for (var at = start; at < end; at++)
        {
            var range = ranges[at];
            if (!FitsInWord(range))
            {
                return at;
            }

            var fromFirst = ulong.MaxValue << (int)(range.First >> HostBits);
            var upToLast = ulong.MaxValue >> ~(int)(range.Last >> HostBits);
            Unsafe.Add(ref words, range.First >> WordHostBits) |= fromFirst & upToLast;
        }

        return end;
    }

    /// <summary>Adds the networks with these numbers, both inclusive; the number is the address without host bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(uint first, uint last)
    {
        var fromFirst = ulong.MaxValue << (int)(first & 63);
        var upToLast = ulong.MaxValue >> (63 - (int)(last & 63));
        if (first >> 6 == last >> 6)
        {
            _buffer[(int)(first >> 6)] |= fromFirst & upToLast;
        }
        else
        {
            AddWords(first >> 6, fromFirst, last >> 6, upToLast);
        }
    }

    /// <summary>Adds the networks of another bitmap, from <paramref name="firstWord"/> inclusive to <paramref name="endWord"/> exclusive.</summary>
    public void Add(Slash24Bitmap other, int firstWord = 0, int endWord = WordCount)
    {
        var words = Words[firstWord..endWord];
        var others = other.Words[firstWord..endWord];
        for (var at = 0; at < words.Length; at++)
        {
            words[at] |= others[at];
        }
    }

    /// <summary>Moves prefixes up to /24 from the list to the bitmap, and removes from the list those that the bitmap contains.</summary>
    public void TakeFrom(PrefixKeyList list)
    {
        var keys = list.Keys;
        var words = Words;
        var kept = 0;
        foreach (var key in keys)
        {
            if (PrefixKeys.HostBits(key) >= HostBits)
            {
                Add(FirstAddress(key) >> HostBits, (uint)(PrefixKeys.LastPosition(key) >> (1 + HostBits)));
            }
            else
            {
                keys[kept] = key;
                kept += Contains(words, FirstAddress(key)) ? 0 : 1;
            }
        }

        list.Count = kept;
    }

    /// <summary>Returns the memory to the pool; the bitmap must not be used after that.</summary>
    public void Release() => _buffer.Return();

    private static uint FirstAddress(ulong key) => (uint)(PrefixKeys.FirstPosition(key) >> 1);

    private void AddWords(uint first, ulong fromFirst, uint last, ulong upToLast)
    {
        var words = Words;
        words[(int)first] |= fromFirst;
        for (var between = (int)first + 1; between < last; between++)
        {
            words[between] = ulong.MaxValue;
        }

        words[(int)last] |= upToLast;
    }

    /// <summary>Enumerates the boundaries, without the end of the address space.</summary>
    public struct BoundaryEnumerator(PooledBuffer words)
    {
        private int _word = -1;

        // A bit for each network of the word that differs from the one before it.
        private ulong _changes;
        private ulong _previous;

        public readonly BoundaryEnumerator GetEnumerator() => this;

        public readonly uint Current => (((uint)_word << 6) | (uint)BitOperations.TrailingZeroCount(_changes)) << HostBits;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public bool MoveNext()
        {
            _changes &= _changes - 1;
            return _changes != 0 || MoveToNextWord();
        }

        private bool MoveToNextWord()
        {
            for (var all = words.Values; ++_word < WordCount;)
            {
                var word = all[_word];
                _changes = word ^ ((word << 1) | _previous);
                _previous = word >> 63;
                if (_changes != 0)
                {
                    return true;
                }
            }

            return false;
        }
    }
}
