using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;

namespace FirewallRules.Networks;

/// <summary>Formats addresses and prefixes: dotted decimal for IPv4, RFC 5952 for IPv6. UTF-16 text is UTF-8 text, widened.</summary>
internal static class AddressFormatter
{
    /// <summary>The maximum length of a prefix as text: eight groups of four digits, and <c>/128</c>.</summary>
    public const int MaxPrefixLength = 43;

    /// <summary>The maximum length of a range as text, with room for whole words after its last address.</summary>
    public const int MaxRangeLength = 40 + MaxPrefixLength;

    // Four groups with their colons, another colon, and room for a whole word after them.
    private const int MaxUpperHalfLength = (4 * 5) + 4;

    private const int MaxIPv4Length = 15;

    private const ulong MappedLow = 0xffff_0000_0000;

    // For each octet: its digits and a dot as text, and in the high half their number.
    private static readonly ulong[] OctetTexts = FormatOctets();

    /// <summary>Writes the address to <paramref name="target"/>, which must have <see cref="MaxPrefixLength"/> bytes, and returns its length.</summary>
    public static int WriteAddress(UInt128 address, IpFamily family, Span<byte> target)
        => family == IpFamily.IPv4 ? WriteIPv4((uint)address, target) : WriteIPv6((ulong)(address >> 64), (ulong)address, target);

    /// <summary>Writes the prefix to <paramref name="target"/>, which must have <see cref="MaxPrefixLength"/> bytes, and returns its length.</summary>
    public static int WritePrefix(UInt128 address, IpFamily family, int length, Span<byte> target)
    {
        var written = WriteAddress(address, family, target);
        return written + WriteLength(length, target[written..]);
    }

    /// <summary>Writes <c>/</c> and the prefix length, and returns how many bytes these are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int WriteLength(int length, Span<byte> target)
    {
        target[0] = (byte)'/';
        if (length < 10)
        {
            target[1] = (byte)('0' + length);
            return 2;
        }

        var digits = 1;
        if (length >= 100)
        {
            target[digits++] = (byte)'1';
            length -= 100;
        }

        target[digits++] = (byte)('0' + (length / 10));
        target[digits++] = (byte)('0' + (length % 10));
        return digits;
    }

    /// <summary>Writes an IPv4 address; <paramref name="target"/> must have one byte more than the longest address.</summary>
    public static int WriteIPv4(uint address, Span<byte> target)
    {
        _ = target[MaxIPv4Length];
        return WriteIPv4(address, ref MemoryMarshal.GetReference(target));
    }

    /// <summary>Writes an IPv4 address where there is room for one byte more than the longest address.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int WriteIPv4(uint address, ref byte start)
    {
        // Writes a whole word for each octet; the next one overwrites what is too much.
        ref var octets = ref OctetTexts[0];
        var written = WriteOctet(Unsafe.Add(ref octets, address >> 24), ref start);
        written += WriteOctet(Unsafe.Add(ref octets, (address >> 16) & 0xff), ref Unsafe.Add(ref start, written));
        written += WriteOctet(Unsafe.Add(ref octets, (address >> 8) & 0xff), ref Unsafe.Add(ref start, written));
        return written + WriteOctet(Unsafe.Add(ref octets, address & 0xff), ref Unsafe.Add(ref start, written)) - 1;
    }

    /// <summary>Writes an IPv6 address; <paramref name="target"/> must have three bytes more than the longest address.</summary>
    public static int WriteIPv6(ulong high, ulong low, Span<byte> target)
    {
        if (low == 0 && high != 0 && LineScanner.IsSupported)
        {
            _ = target[MaxUpperHalfLength - 1];
            return WriteUpperHalf(high, ref MemoryMarshal.GetReference(target), ref GroupPattern.All[0], ref GroupPattern.SlotsByDigits[0]);
        }

        if (high == 0 && (low & 0xffff_ffff_0000_0000) == MappedLow)
        {
            "::ffff:"u8.CopyTo(target);
            return 7 + WriteIPv4((uint)low, target[7..]);
        }

        var (gapAt, gapEnd) = LongestZeroRun(high, low);
        var written = 0;
        for (var group = 0; group < 8; group++)
        {
            if (group == gapAt)
            {
                target[written++] = (byte)':';
                if (gapEnd == 8)
                {
                    target[written++] = (byte)':';
                    break;
                }

                group = gapEnd;
            }

            if (group > 0)
            {
                target[written++] = (byte)':';
            }

            written += WriteHex(Group(high, low, group), target[written..]);
        }

        return written;
    }

    /// <summary>
    /// Writes an IPv6 address whose low half is zero and whose high half is not, where there is room for 24 bytes. Requires
    /// <see cref="LineScanner.IsSupported"/>.
    /// </summary>
    /// <param name="high">The high half.</param>
    /// <param name="start">Where to write.</param>
    /// <param name="patterns">The first of <see cref="GroupPattern.All"/>, as a parameter because access to a static field takes as long as the rest.</param>
    /// <param name="slots">The first of <see cref="GroupPattern.SlotsByDigits"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int WriteUpperHalf(ulong high, ref byte start, ref GroupPattern patterns, ref byte slots)
    {
        // All digits at once, each in a byte of a vector, the highest first.
        var twice = Vector128.Create(7, 7, 6, 6, 5, 5, 4, 4, 3, 3, 2, 2, 1, 1, 0, (byte)0);
        var bytes = LineScanner.Shuffle(Vector128.CreateScalar(high).AsByte(), twice).AsUInt16();
        var digits = (((bytes >> 4) & Vector128.Create((ushort)0x000f)) | (bytes & Vector128.Create((ushort)0x0f00))).AsByte();
        var letters = Vector128.GreaterThan(digits.AsSByte(), Vector128.Create((sbyte)9)).AsByte();
        var text = digits + Vector128.Create((byte)'0') + (letters & Vector128.Create((byte)('a' - '9' - 1)));
        if ((ushort)high != 0)
        {
            text.StoreUnsafe(ref start);
            return WriteGroups(high, ref start);
        }

        var nonZero = ~Vector128.Equals(digits, Vector128<byte>.Zero).ExtractMostSignificantBits() & 0xfff;
        ref var pattern = ref Unsafe.Add(ref patterns, Unsafe.Add(ref slots, nonZero));
        LineScanner.Shuffle(text + GroupPattern.FromZeroToColon, pattern.Characters).StoreUnsafe(ref start);
        return pattern.Length;
    }

    /// <summary>Widens ASCII text to UTF-16 and returns its length.</summary>
    public static int Widen(ReadOnlySpan<byte> ascii, Span<char> target)
    {
        Ascii.ToUtf16(ascii, target, out var written);
        return written;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int WriteOctet(ulong digitsAndDot, ref byte target)
    {
        var text = (uint)digitsAndDot;
        Unsafe.WriteUnaligned(ref target, BitConverter.IsLittleEndian ? text : BinaryPrimitives.ReverseEndianness(text));
        return (int)(digitsAndDot >> 32);
    }

    private static ulong[] FormatOctets()
    {
        var all = new ulong[256];
        for (var octet = 0u; octet < all.Length; octet++)
        {
            var (text, length) = ((uint)'.', 1UL);
            for (var rest = octet; length == 1 || rest > 0; rest /= 10, length++)
            {
                text = (text << 8) | ('0' + (rest % 10));
            }

            all[octet] = text | (length << 32);
        }

        return all;
    }

    // All sixteen digits are already at the target.
    private static int WriteGroups(ulong high, ref byte target)
    {
        var front = Unsafe.ReadUnaligned<ulong>(ref target);
        var back = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref target, sizeof(ulong)));
        var written = 0;
        for (; high != 0; high <<= 16)
        {
            // The shift removes leading zeros.
            var count = 1 + (BitOperations.Log2((high >> 48) | 1) / 4);
            Unsafe.WriteUnaligned(ref Unsafe.Add(ref target, written), (uint)front >> (8 * (4 - count)));
            Unsafe.Add(ref target, written + count) = (byte)':';
            written += count + 1;
            (front, back) = ((front >> 32) | (back << 32), back >> 32);
        }

        Unsafe.Add(ref target, written) = (byte)':';
        return written + 1;
    }

    // RFC 5952, 4.2: "::" replaces the longest run of two or more zero groups, and the first of several.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (int At, int End) LongestZeroRun(ulong high, ulong low)
    {
        var zeros = ZeroGroups(high) | (ZeroGroups(low) << 4);
        var runs = zeros & (zeros >> 1);
        if (runs == 0)
        {
            return (-1, -1);
        }

        var length = 2;
        for (var longer = runs & (zeros >> length); longer != 0; longer = runs & (zeros >> length))
        {
            runs = longer;
            length++;
        }

        var at = BitOperations.TrailingZeroCount(runs);
        return (at, at + length);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint ZeroGroups(ulong half)
        => (half >> 48 == 0 ? 1u : 0)
            | ((half >> 32 & 0xffff) == 0 ? 2u : 0)
            | ((half >> 16 & 0xffff) == 0 ? 4u : 0)
            | ((half & 0xffff) == 0 ? 8u : 0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Group(ulong high, ulong low, int group) => (uint)((group < 4 ? high : low) >> (48 - (16 * (group & 3)))) & 0xffff;

    // All four digits at once, each in a byte of a word. The last shift removes leading zeros.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int WriteHex(uint group, Span<byte> target)
    {
        var nibbles = ((group & 0xff00) << 8) | (group & 0xff);
        nibbles = ((nibbles & 0x00f0_00f0) << 4) | (nibbles & 0x000f_000f);
        var letters = ((nibbles + 0x0606_0606) >> 4) & 0x0101_0101;
        var text = BinaryPrimitives.ReverseEndianness(nibbles + 0x3030_3030 + (letters * ('a' - '9' - 1)));
        var digits = 1 + (BitOperations.Log2(group | 1) / 4);
        BinaryPrimitives.WriteUInt32LittleEndian(target, text >> (8 * (4 - digits)));
        return digits;
    }
}
