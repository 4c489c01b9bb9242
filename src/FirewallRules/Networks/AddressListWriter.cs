using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FirewallRules.Networks;

/// <summary>Writes a set as UTF-8 text, one prefix a line with LF line ends, in pieces of any size: the counterpart of <see cref="AddressListReader"/>.</summary>
/// <remarks>The prefixes are the fewest that cover exactly the set, ascending, IPv4 before IPv6.</remarks>
public sealed class AddressListWriter
{
    /// <summary>The shortest piece in bytes that <see cref="Write"/> takes.</summary>
    public const int MinPieceLength = 64;

    private const int LineEndLengthAt = 56;

    // "/n" and the line end as they are written, and in the highest byte how many bytes these are.
    private static readonly ulong[] LineEnds = AllLineEnds();

    private readonly AddressSet _set;
    private int _range;
    private ulong _nextIPv4;
    private IPv6PrefixWalk _ipv6;
    private bool _within;
    private bool _ipv4Done;

    /// <summary>Creates a writer at the first prefix of a set.</summary>
    public AddressListWriter(AddressSet set)
    {
        ArgumentNullException.ThrowIfNull(set);
        _set = set;
        _ipv6 = new(set.IPv6Boundaries);
    }

    /// <summary>How many prefixes were written.</summary>
    public long PrefixCount { get; private set; }

    /// <summary>Writes the next lines, as many as fit whole.</summary>
    /// <param name="destination">Room for at least <see cref="MinPieceLength"/> bytes.</param>
    /// <returns>How many bytes were written; 0 when all lines are.</returns>
    /// <exception cref="ArgumentException">The room is too short for any line.</exception>
    public int Write(Span<byte> destination)
    {
        if (destination.Length < MinPieceLength)
        {
            throw new ArgumentException($"There must be room for {MinPieceLength} bytes.", nameof(destination));
        }

        var written = _ipv4Done ? 0 : WriteIPv4(destination);
        return _ipv4Done ? written + WriteIPv6(destination[written..]) : written;
    }

    private int WriteIPv4(Span<byte> destination)
    {
        var boundaries = _set.IPv4Boundaries;
        ref var text = ref MemoryMarshal.GetReference(destination);
        var lastStart = destination.Length - MinPieceLength;
        var used = 0;
        for (; _range < boundaries.Length; _range += 2)
        {
            var next = _within ? _nextIPv4 : boundaries[_range];
            var end = _range + 1 < boundaries.Length ? boundaries[_range + 1] : 1UL << 32;
            while (next < end)
            {
                if (used > lastStart)
                {
                    (_within, _nextIPv4) = (true, next);
                    return used;
                }

                var open = CidrAggregator.WidestPrefix((uint)next, (uint)(end - 1));
                used += AddressFormatter.WriteIPv4((uint)next, ref Unsafe.Add(ref text, used));
                used += EndLine(32 - open, ref Unsafe.Add(ref text, used));
                next += 1UL << open;
            }

            _within = false;
        }

        (_ipv4Done, _range) = (true, 0);
        return used;
    }

    private int WriteIPv6(Span<byte> destination)
    {
        ref var text = ref MemoryMarshal.GetReference(destination);
        var lastStart = destination.Length - MinPieceLength;
        var (walk, used) = (_ipv6, 0);
        while (used <= lastStart && walk.MoveNext(out var first, out var open))
        {
            used += AddressFormatter.WriteIPv6(first.High, first.Low, destination[used..]);
            used += EndLine(128 - open, ref Unsafe.Add(ref text, used));
        }

        _ipv6 = walk;
        return used;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int EndLine(int length, ref byte target)
    {
        var text = LineEnds[length];
        Unsafe.WriteUnaligned(ref target, BitConverter.IsLittleEndian ? text : BinaryPrimitives.ReverseEndianness(text));
        PrefixCount++;
        return (int)(text >> LineEndLengthAt);
    }

    private static ulong[] AllLineEnds()
    {
        var all = new ulong[129];
        Span<byte> text = stackalloc byte[sizeof(ulong)];
        for (var length = 0; length < all.Length; length++)
        {
            text.Clear();
            var written = AddressFormatter.WriteLength(length, text);
            text[written] = (byte)'\n';
            all[length] = BinaryPrimitives.ReadUInt64LittleEndian(text) | ((ulong)(written + 1) << LineEndLengthAt);
        }

        return all;
    }
}
