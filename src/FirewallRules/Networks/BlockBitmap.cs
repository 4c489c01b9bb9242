using System.Numerics;

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

    private const int Words = 1 << (32 - BlockBits - 6);

    private readonly ulong[] _words = new ulong[Words];

    /// <summary>Whether the block is marked.</summary>
    public bool this[uint block] => ((_words[block >> 6] >> (int)(block & 63)) & 1) == 1;

    /// <summary>Marks the blocks from <paramref name="first"/> to <paramref name="last"/>, both included.</summary>
    public void Mark(uint first, uint last)
    {
        var (at, end) = (first >> 6, last >> 6);
        var head = ulong.MaxValue << (int)(first & 63);
        var tail = ulong.MaxValue >> (63 - (int)(last & 63));
        if (at == end)
        {
            _words[at] |= head & tail;
            return;
        }

        _words[at] |= head;
        _words.AsSpan((int)at + 1, (int)(end - at) - 1).Fill(ulong.MaxValue);
        _words[end] |= tail;
    }

    /// <summary>How many numbers <see cref="ToBoundaries"/> writes.</summary>
    public int BoundaryCount
    {
        get
        {
            var (count, before) = (0, 0UL);
            foreach (var word in _words)
            {
                count += BitOperations.PopCount(word ^ ((word << 1) | before));
                before = word >> 63;
            }

            return count;
        }
    }

    /// <summary>Writes the <see cref="Boundaries"/> of the marked addresses and returns how many there are.</summary>
    public int ToBoundaries(Span<uint> boundaries)
    {
        var (count, before) = (0, 0UL);
        for (var i = 0; i < _words.Length; i++)
        {
            var word = _words[i];
            var changes = word ^ ((word << 1) | before);
            before = word >> 63;
            while (changes != 0)
            {
                boundaries[count++] = (((uint)i << 6) | (uint)BitOperations.TrailingZeroCount(changes)) << BlockBits;
                changes &= changes - 1;
            }
        }

        return count;
    }
}
