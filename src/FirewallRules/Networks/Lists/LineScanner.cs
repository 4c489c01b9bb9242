using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace FirewallRules.Networks;

/// <summary>
/// Reads the plainest lines of a list, an address or a canonical prefix and nothing else, several characters at a time. Whatever is not
/// quite that is left to <see cref="CidrParser"/>, so that nothing is taken here which that parser refuses or reads differently.
/// </summary>
internal static class LineScanner
{
    /// <summary>How many bytes must be readable from the start of a line, whatever they are.</summary>
    public const int ReadAhead = 64;

    private const int MaxIPv6Length = 39;

    // Shorter than any line with an IPv4 address; none is longer than that and 16 characters.
    private const int ShortLine = 4;

    /// <summary>Whether this processor reads several characters at a time; otherwise every line goes to the parser.</summary>
    public static bool IsSupported => (Ssse3.IsSupported || AdvSimd.Arm64.IsSupported) && BitConverter.IsLittleEndian;

    /// <summary>Picks the bytes at these places, zero where a place is beyond the last; only where <see cref="IsSupported"/>.</summary>
    // Asking for SSSE3 here once more, and what stands behind the question, would cost more than the instruction.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> Shuffle(Vector128<byte> bytes, Vector128<byte> places)
        => Sse2.IsSupported ? Ssse3.Shuffle(bytes, places) : AdvSimd.Arm64.VectorTableLookup(bytes, places);

    /// <summary>Reads IPv4 lines, until there is no room for more or the next line is none or starts too late.</summary>
    /// <param name="text">The lines, and <see cref="ReadAhead"/> bytes from the last start on.</param>
    /// <param name="lastStart">Where the last line may start.</param>
    /// <param name="ranges">Is given the prefixes.</param>
    /// <param name="at">Where the first line starts; then where the first one starts that was not read.</param>
    /// <returns>How many lines were read.</returns>
    public static int ReadIPv4(ReadOnlySpan<byte> text, int lastStart, IPv4Range[] ranges, ref int at)
    {
        ref var patterns = ref OctetPattern.All[0];
        ref var start = ref MemoryMarshal.GetReference(text);
        nint offset = at;
        var count = 0;
        while (count < ranges.Length && offset <= lastStart)
        {
            ref var line = ref Unsafe.Add(ref start, offset);
            var characters = Vector128.LoadUnsafe(ref line);
            var digits = characters - Vector128.Create((byte)'0');
            var dots = Vector128.Equals(characters, Vector128.Create((byte)'.'));
            var noDigits = IsAtMost(digits, 9).ExtractMostSignificantBits() ^ 0x1_ffff;
            var others = noDigits ^ dots.ExtractMostSignificantBits();
            var ends = noDigits & (others ^ (others - 1));
            ref var pattern = ref Unsafe.Add(ref patterns, OctetPattern.SlotOf(ends));
            if (pattern.Ends != ends)
            {
                break;
            }

            var octets = Octets(Shuffle(digits, pattern.Digits));
            var faults = Vector128.LessThan(octets, pattern.Least) | Vector128.GreaterThan(octets, Vector128.Create(255));

            // Where the next line starts is found without this one, so that the processor can go on with that meanwhile.
            var size = Size(ref line);
            var used = ReadLength(ref Unsafe.Add(ref line, pattern.Length), 32, out var prefix);
            var hosts = (uint)(0xffff_ffffUL >> prefix);
            var first = (uint)Shuffle(octets.AsByte(), Vector128.Create(12, 8, 4, 0, 12, 8, 4, 0, 12, 8, 4, 0, 12, 8, 4, (byte)0)).AsInt32().ToScalar();
            if (pattern.Length + used != size || ((first & hosts) | faults.ExtractMostSignificantBits()) != 0)
            {
                break;
            }

            ranges[count++] = new(first, first | hosts);
            offset += size;
        }

        at = (int)offset;
        return count;
    }

    /// <summary>Reads IPv6 lines as <see cref="ReadIPv4"/> reads those of IPv4.</summary>
    public static int ReadIPv6(ReadOnlySpan<byte> text, int lastStart, IPv6Prefix[] prefixes, ref int at)
    {
        ref var patterns = ref GroupPattern.All[0];
        ref var start = ref MemoryMarshal.GetReference(text);
        nint offset = at;
        var count = 0;
        while (count < prefixes.Length && offset <= lastStart)
        {
            ref var line = ref Unsafe.Add(ref start, offset);
            var size = Size(ref line);
            var end = ReadUpperGroups(ref line, ref patterns, out var high);
            var low = 0UL;
            if (end == 0 && (end = ReadGroups(ref line, out high, out low)) == 0)
            {
                break;
            }

            var used = ReadLength(ref Unsafe.Add(ref line, end), 128, out var length);
            var hosts = length < 64 ? (high & (ulong.MaxValue >> length)) | low : length < 128 ? low & (ulong.MaxValue >> (length - 64)) : 0;
            if (used == 0 || hosts != 0)
            {
                break;
            }

            // A branch, which is foretold: where the line is not long, the next one need not wait for this to be read.
            if (size != end + used)
            {
                size = end + used;
            }

            prefixes[count++] = new(high, low, length);
            offset += size;
        }

        at = (int)offset;
        return count;
    }

    // How long the line is, its end included, if that stands where a line of IPv4 can end; most lines of IPv6 prefixes end there too.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Size(ref byte line)
    {
        var ends = Vector128.Equals(Vector128.LoadUnsafe(ref line, ShortLine), Vector128.Create((byte)'\n')).ExtractMostSignificantBits();
        return BitOperations.TrailingZeroCount(ends) + ShortLine + 1;
    }

    // The numbers of which the ones, tens and hundreds stand in four bytes each.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> Octets(Vector128<byte> digits)
    {
        if (Sse2.IsSupported)
        {
            var parts = Ssse3.MultiplyAddAdjacent(digits, Vector128.Create(0x0064_0a01).AsSByte());
            return Sse2.MultiplyAddAdjacent(parts, Vector128<short>.One);
        }

        var words = digits.AsUInt16();
        var sums = ((words & Vector128.Create((ushort)0xff)) * Vector128.Create(0x0064_0001).AsUInt16()) + ((words >> 8) * Vector128.Create((ushort)10));
        return ((sums.AsUInt32() + (sums.AsUInt32() >> 16)) & Vector128.Create(0xffffu)).AsInt32();
    }

    // Most prefixes of real lists: one to three groups, and '::' behind them. Gives the length of the text, 0 if it is another.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int ReadUpperGroups(ref byte line, ref GroupPattern patterns, out ulong high)
    {
        var text = Vector128.LoadUnsafe(ref line);
        var colons = Vector128.Equals(text, Vector128.Create((byte)':'));
        var letters = Letters(text);
        var known = (colons | letters | IsAtMost(text - Vector128.Create((byte)'0'), 9)).ExtractMostSignificantBits();
        var colonBits = colons.ExtractMostSignificantBits();
        var pairs = colonBits & (colonBits >> 1);
        var pair = pairs & (~pairs + 1);
        var within = (pair << 2) - 1;
        colonBits &= within;
        ref var pattern = ref Unsafe.Add(ref patterns, GroupPattern.SlotOf(colonBits));
        high = 0;
        var end = BitOperations.TrailingZeroCount(pair) + 2;
        if (pair == 0 || pattern.Colons != colonBits || (known & within) != within || Unsafe.Add(ref line, end) >= '0')
        {
            return 0;
        }

        var digits = Shuffle((text & Vector128.Create((byte)0xf)) + (letters & Vector128.Create((byte)9)), pattern.Digits).AsUInt16();
        var bytes = Vector128.Narrow(((digits << 4) | (digits >> 8)) & Vector128.Create((ushort)0xff), Vector128<ushort>.Zero);
        high = BinaryPrimitives.ReverseEndianness(bytes.AsUInt64().ToScalar());
        return end;
    }

    // Gives the length of the text, 0 if it is no address.
    private static int ReadGroups(ref byte line, out ulong high, out ulong low)
    {
        (high, low) = (0, 0);
        var colons = FindColons(ref line, out var end);
        var pairs = colons & (colons >> 1);
        if (end > MaxIPv6Length || (pairs & (pairs - 1)) != 0)
        {
            return 0;
        }

        // Groups behind '::' count from the end: it stands for as many zeros as are missing.
        var gap = pairs == 0 ? -1 : BitOperations.TrailingZeroCount(pairs);
        var behind = pairs == 0 ? 0 : BitOperations.PopCount(colons >> (gap + 2)) + (end == gap + 2 ? 0 : 1);
        var (group, start) = (0, 0);
        for (var ends = colons | (1UL << end); ends != 0; ends &= ends - 1)
        {
            var at = BitOperations.TrailingZeroCount(ends);
            if (at == start)
            {
                if (gap < 0 || !((at == gap && gap == 0) || at == gap + 1 || (at == end && end == gap + 2)))
                {
                    return 0;
                }
            }
            else if (at - start > 4 || group > 7)
            {
                return 0;
            }
            else
            {
                var value = Group(Right(ref line, start, at));
                high |= group < 4 ? value << (48 - (16 * group)) : 0;
                low |= group < 4 ? 0 : value << (112 - (16 * group));
                group++;
            }

            if (at == gap)
            {
                if (group + behind > 7)
                {
                    return 0;
                }

                group = 8 - behind;
            }

            start = at + 1;
        }

        return group == 8 ? end : 0;
    }

    // Where the colons are, and where the first character stands that is neither a colon nor a hexadecimal digit.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong FindColons(ref byte line, out int end)
    {
        var colons = FindColons(ref line, 0, out var others) | (FindColons(ref line, 16, out var moreOthers) << 16);
        others |= moreOthers << 16;
        if (others == 0)
        {
            colons |= FindColons(ref line, 32, out others) << 32;
            others <<= 32;
        }

        end = BitOperations.TrailingZeroCount(others);
        return colons & ((1UL << end) - 1);
    }

    // Which of 16 characters are colons, and which are neither that nor hexadecimal digits.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong FindColons(ref byte line, int at, out ulong others)
    {
        var text = Vector128.LoadUnsafe(ref line, (nuint)at);
        var digits = IsAtMost(text - Vector128.Create((byte)'0'), 9);
        var colons = Vector128.Equals(text, Vector128.Create((byte)':'));
        others = ~(digits | Letters(text) | colons).ExtractMostSignificantBits() & 0xffff;
        return colons.ExtractMostSignificantBits();
    }

    // "/n" and the line end, or the line end alone.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int ReadLength(ref byte at, int bits, out int length)
    {
        var text = Word(ref at, 0);

        // Each byte becomes zero or the value of its digit; six more, and a value above nine has a higher bit.
        var digits = text - ('/' | ('0' << 8) | ('0' << 16) | ((uint)'\n' << 24));
        if (((digits | (digits + 0x0006_0600)) & 0xfff0_f0ff) == 0)
        {
            // Ten times the first digit comes to stand above the second.
            length = (byte)((digits * 0x0a01) >> 16);
            return length is >= 10 && length <= bits ? 4 : 0;
        }

        length = bits;
        return (byte)text == '\n' ? 1 : ReadOtherLength(ref at, bits, ref length);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int ReadOtherLength(ref byte at, int bits, ref int length)
    {
        var used = 0;
        if (at == '/')
        {
            var number = Digit(Unsafe.Add(ref at, 1));
            if (number - 1 > 8)
            {
                return 0;
            }

            for (used = 2; used < 4 && Digit(Unsafe.Add(ref at, used)) is var digit and <= 9; used++)
            {
                number = (number * 10) + digit;
            }

            if (number > bits)
            {
                return 0;
            }

            length = (int)number;
        }

        used += Unsafe.Add(ref at, used) == '\r' ? 1 : 0;
        return Unsafe.Add(ref at, used) == '\n' ? used + 1 : 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Digit(uint text) => (text & 0xff) - '0';

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> IsAtMost(Vector128<byte> numbers, byte most) => Vector128.Equals(Vector128.Min(numbers, Vector128.Create(most)), numbers);

    // The characters from A to F, and from a to f.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Letters(Vector128<byte> text) => IsAtMost((text | Vector128.Create((byte)0x20)) - Vector128.Create((byte)'a'), 5);

    // The characters move to the upper bytes of a word, and what stood behind them falls out.
    private static uint Right(ref byte line, int start, int end) => Word(ref line, start) << (32 - (8 * (end - start)));

    private static ulong Group(uint text)
    {
        var digits = (text & 0x0f0f0f0f) + (((text >> 6) & 0x01010101) * 9);
        digits = BinaryPrimitives.ReverseEndianness(digits);
        digits = (digits | (digits >> 4)) & 0x00ff00ff;
        return (digits & 0xff) | ((digits >> 8) & 0xff00);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Word(ref byte line, int at) => Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref line, at));
}
