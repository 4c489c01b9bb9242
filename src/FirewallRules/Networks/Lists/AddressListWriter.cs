using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using FirewallRules.Networks;

namespace FirewallRules;

/// <summary>Writes a set as UTF-8 text in chunks, one prefix per line with LF line ends: the counterpart of <see cref="AddressListReader"/>.</summary>
/// <remarks>The prefixes are the minimal list of the set, ascending, IPv4 before IPv6. Not safe for use by several threads at once.</remarks>
public sealed class AddressListWriter
{
    /// <summary>The shortest buffer in bytes that <see cref="Write"/> accepts.</summary>
    public const int MinBufferLength = 64;

    private const int LineEndLengthShift = 56;
    private const int BatchLength = 128;

    // By prefix length: the text "/n" with the line feed, and in the highest byte its length.
    private static readonly ulong[] LineEnds = FormatLineEnds();

    // Prefixes are found in batches and then written.
    private readonly IIPv4KeySource? _ipv4Source;
    private readonly IIPv6PrefixSource? _ipv6Source;
    private readonly ulong[] _ipv4 = new ulong[BatchLength];
    private readonly IPv6Prefix[] _ipv6 = new IPv6Prefix[BatchLength];
    private readonly bool _coversAllIPv4;
    private readonly bool _coversAllIPv6;
    private int _ipv4Index;
    private int _ipv4Count;
    private int _ipv6Index;
    private int _ipv6Count;

    /// <summary>Creates a writer that starts at the first prefix of a set.</summary>
    /// <exception cref="ArgumentNullException">The set is <see langword="null"/>.</exception>
    public AddressListWriter(AddressSet set)
        : this(new IPv4SetKeySource(set ?? throw new ArgumentNullException(nameof(set))), new IPv6SetPrefixSource(set.IPv6Boundaries))
    {
    }

    /// <summary>Creates a writer of what a builder has collected, without making a set. The builder must not change until all lines are written.</summary>
    internal AddressListWriter(AddressSetBuilder builder)
        : this(builder.ToIPv4KeySource(), builder.ToIPv6PrefixSource())
    {
    }

    internal AddressListWriter(IIPv4KeySource? ipv4, IIPv6PrefixSource? ipv6)
    {
        (_ipv4Source, _ipv6Source) = (ipv4, ipv6);
        (_ipv4Count, _ipv6Count) = (ipv4?.Read(_ipv4) ?? 0, ipv6?.Read(_ipv6) ?? 0);
        _coversAllIPv4 = _ipv4Count > 0 && _ipv4[0] == PrefixKeys.FromIPv4(0, 0);
        _coversAllIPv6 = _ipv6Count > 0 && _ipv6[0].Length == 0;
    }

    /// <summary>How many prefixes have been written.</summary>
    public long PrefixCount { get; private set; }

    /// <summary>Whether the list contains every address of the family, so that its only prefix is 0.0.0.0/0 or ::/0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The family is neither IPv4 nor IPv6.</exception>
    internal bool CoversAll(IpFamily family) => family switch
    {
        IpFamily.IPv4 => _coversAllIPv4,
        IpFamily.IPv6 => _coversAllIPv6,
        _ => throw new ArgumentOutOfRangeException(nameof(family)),
    };

    /// <summary>Writes the next lines, as many complete ones as fit.</summary>
    /// <param name="destination">At least <see cref="MinBufferLength"/> bytes.</param>
    /// <returns>How many bytes were written; 0 after the last line.</returns>
    /// <exception cref="ArgumentException">The buffer is shorter than <see cref="MinBufferLength"/>.</exception>
    public int Write(Span<byte> destination)
    {
        if (destination.Length < MinBufferLength)
        {
            throw new ArgumentException($"The buffer must have at least {MinBufferLength} bytes.", nameof(destination));
        }

        var written = WriteIPv4(destination);
        return _ipv4Count == 0 ? written + WriteIPv6(destination[written..]) : written;
    }

    private int WriteIPv4(Span<byte> destination)
    {
        ref var text = ref MemoryMarshal.GetReference(destination);
        var lineEnds = LineEnds;
        var lastStart = destination.Length - MinBufferLength;
        var written = 0;
        while (_ipv4Count > 0 && written <= lastStart)
        {
            var index = _ipv4Index;
            for (; index < _ipv4Count && written <= lastStart; index++)
            {
                var key = _ipv4[index];
                written += AddressFormatter.WriteIPv4((uint)(PrefixKeys.FirstPosition(key) >> 1), ref Unsafe.Add(ref text, written));
                written += WriteLineEnd(lineEnds[32 - PrefixKeys.HostBits(key)], ref Unsafe.Add(ref text, written));
            }

            PrefixCount += index - _ipv4Index;
            _ipv4Index = index;
            if (_ipv4Index == _ipv4Count)
            {
                (_ipv4Index, _ipv4Count) = (0, _ipv4Source!.Read(_ipv4));
            }
        }

        return written;
    }

    private int WriteIPv6(Span<byte> destination)
    {
        // Tables in locals, because looking up a static field takes as long as writing an address.
        ref var text = ref MemoryMarshal.GetReference(destination);
        ref var patterns = ref GroupPattern.All[0];
        ref var slots = ref GroupPattern.SlotsByDigits[0];
        var lineEnds = LineEnds;
        var canShuffle = LineScanner.IsSupported;
        var lastStart = destination.Length - MinBufferLength;
        var written = 0;
        while (_ipv6Count > 0 && written <= lastStart)
        {
            var index = _ipv6Index;
            for (; index < _ipv6Count && written <= lastStart; index++)
            {
                ref readonly var prefix = ref _ipv6[index];
                written += canShuffle && prefix.Low == 0 && prefix.High != 0
                    ? AddressFormatter.WriteUpperHalf(prefix.High, ref Unsafe.Add(ref text, written), ref patterns, ref slots)
                    : AddressFormatter.WriteIPv6(prefix.High, prefix.Low, destination[written..]);
                written += WriteLineEnd(lineEnds[prefix.Length], ref Unsafe.Add(ref text, written));
            }

            PrefixCount += index - _ipv6Index;
            _ipv6Index = index;
            if (_ipv6Index == _ipv6Count)
            {
                (_ipv6Index, _ipv6Count) = (0, _ipv6Source!.Read(_ipv6));
            }
        }

        return written;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int WriteLineEnd(ulong text, ref byte target)
    {
        Unsafe.WriteUnaligned(ref target, BitConverter.IsLittleEndian ? text : BinaryPrimitives.ReverseEndianness(text));
        return (int)(text >> LineEndLengthShift);
    }

    private static ulong[] FormatLineEnds()
    {
        var all = new ulong[129];
        Span<byte> text = stackalloc byte[sizeof(ulong)];
        for (var length = 0; length < all.Length; length++)
        {
            text.Clear();
            var written = AddressFormatter.WriteLength(length, text);
            text[written] = (byte)'\n';
            all[length] = BinaryPrimitives.ReadUInt64LittleEndian(text) | ((ulong)(written + 1) << LineEndLengthShift);
        }

        return all;
    }
}
