using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using FirewallRules.Networks;

namespace FirewallRules;

/// <summary>Writes a set as UTF-8 text, one prefix a line with LF line ends, in pieces of any size: the counterpart of <see cref="AddressListReader"/>.</summary>
/// <remarks>The prefixes are the fewest that cover exactly the set, ascending, IPv4 before IPv6.</remarks>
public sealed class AddressListWriter
{
    /// <summary>The shortest piece in bytes that <see cref="Write"/> takes.</summary>
    public const int MinBufferLength = 64;

    private const int LineEndLengthAt = 56;

    // "/n" and the line end as they are written, and in the highest byte how many bytes these are.
    private static readonly ulong[] LineEnds = AllLineEnds();

    private const int BatchLength = 128;

    // Prefixes are found many at a time and then written, so that either loop keeps to registers.
    private readonly IIPv4KeySource? _ipv4Keys;
    private readonly IIPv6PrefixSource? _ipv6Prefixes;
    private readonly ulong[] _ipv4 = new ulong[BatchLength];
    private readonly IPv6Prefix[] _ipv6 = new IPv6Prefix[BatchLength];
    private readonly bool _holdsAllIPv4;
    private readonly bool _holdsAllIPv6;
    private int _ipv4At;
    private int _ipv4Count;
    private int _ipv6At;
    private int _ipv6Count;

    /// <summary>Creates a writer at the first prefix of a set.</summary>
    public AddressListWriter(AddressSet set)
        : this(new IPv4SetKeySource(set ?? throw new ArgumentNullException(nameof(set))), new IPv6SetPrefixSource(set.IPv6Boundaries))
    {
    }

    /// <summary>Creates a writer at the first prefix of what a builder has collected, which saves making a set of it.</summary>
    /// <remarks>The builder must not be changed before all lines are written; what is written then is undefined.</remarks>
    public AddressListWriter(AddressSetBuilder builder)
        : this((builder ?? throw new ArgumentNullException(nameof(builder))).ToIPv4KeySource(), builder.ToIPv6PrefixSource())
    {
    }

    internal AddressListWriter(IIPv4KeySource? ipv4, IIPv6PrefixSource? ipv6)
    {
        (_ipv4Keys, _ipv6Prefixes) = (ipv4, ipv6);
        (_ipv4Count, _ipv6Count) = (ipv4?.Read(_ipv4) ?? 0, ipv6?.Read(_ipv6) ?? 0);
        _holdsAllIPv4 = _ipv4Count > 0 && _ipv4[0] == PrefixKeys.FromIPv4(0, 0);
        _holdsAllIPv6 = _ipv6Count > 0 && _ipv6[0].Length == 0;
    }

    /// <summary>How many prefixes were written.</summary>
    public long PrefixCount { get; private set; }

    /// <summary>Whether what is written holds every address of the family: it is one prefix of no bits.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The family is <c>default</c>.</exception>
    public bool CoversAll(IpFamily family) => family switch
    {
        IpFamily.IPv4 => _holdsAllIPv4,
        IpFamily.IPv6 => _holdsAllIPv6,
        _ => throw new ArgumentOutOfRangeException(nameof(family)),
    };

    /// <summary>Writes the next lines, as many as fit whole.</summary>
    /// <param name="destination">Room for at least <see cref="MinBufferLength"/> bytes.</param>
    /// <returns>How many bytes were written; 0 when all lines are.</returns>
    /// <exception cref="ArgumentException">The room is too short for any line.</exception>
    public int Write(Span<byte> destination)
    {
        if (destination.Length < MinBufferLength)
        {
            throw new ArgumentException($"There must be room for {MinBufferLength} bytes.", nameof(destination));
        }

        var written = WriteIPv4(destination);
        return _ipv4Count == 0 ? written + WriteIPv6(destination[written..]) : written;
    }

    private int WriteIPv4(Span<byte> destination)
    {
        ref var text = ref MemoryMarshal.GetReference(destination);
        var lineEnds = LineEnds;
        var lastStart = destination.Length - MinBufferLength;
        var used = 0;
        while (_ipv4Count > 0 && used <= lastStart)
        {
            var at = _ipv4At;
            for (; at < _ipv4Count && used <= lastStart; at++)
            {
                var key = _ipv4[at];
                used += AddressFormatter.WriteIPv4((uint)(PrefixKeys.FirstPosition(key) >> 1), ref Unsafe.Add(ref text, used));
                used += EndLine(lineEnds[32 - PrefixKeys.HostBits(key)], ref Unsafe.Add(ref text, used));
            }

            PrefixCount += at - _ipv4At;
            _ipv4At = at;
            if (_ipv4At == _ipv4Count)
            {
                (_ipv4At, _ipv4Count) = (0, _ipv4Keys!.Read(_ipv4));
            }
        }

        return used;
    }

    private int WriteIPv6(Span<byte> destination)
    {
        // Tables are found once and not for each line.
        ref var text = ref MemoryMarshal.GetReference(destination);
        ref var patterns = ref GroupPattern.All[0];
        ref var slots = ref GroupPattern.SlotsByDigits[0];
        var lineEnds = LineEnds;
        var canPick = LineScanner.IsSupported;
        var lastStart = destination.Length - MinBufferLength;
        var used = 0;
        while (_ipv6Count > 0 && used <= lastStart)
        {
            var at = _ipv6At;
            for (; at < _ipv6Count && used <= lastStart; at++)
            {
                ref readonly var prefix = ref _ipv6[at];
                used += canPick && prefix.Low == 0 && prefix.High != 0
                    ? AddressFormatter.WriteUpperHalf(prefix.High, ref Unsafe.Add(ref text, used), ref patterns, ref slots)
                    : AddressFormatter.WriteIPv6(prefix.High, prefix.Low, destination[used..]);
                used += EndLine(lineEnds[prefix.Length], ref Unsafe.Add(ref text, used));
            }

            PrefixCount += at - _ipv6At;
            _ipv6At = at;
            if (_ipv6At == _ipv6Count)
            {
                (_ipv6At, _ipv6Count) = (0, _ipv6Prefixes!.Read(_ipv6));
            }
        }

        return used;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int EndLine(ulong text, ref byte target)
    {
        Unsafe.WriteUnaligned(ref target, BitConverter.IsLittleEndian ? text : BinaryPrimitives.ReverseEndianness(text));
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
