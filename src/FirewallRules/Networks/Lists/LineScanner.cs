using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace FirewallRules.Networks;

/// <summary>
/// Reads the most common lines of a list, a canonical address or prefix and nothing else, with vector instructions. Every other line is left
/// to <see cref="CidrParser"/>: the scanner accepts nothing that the parser rejects or reads differently.
/// </summary>
internal static class LineScanner
{
    /// <summary>How many bytes must be readable from the start of a line. The scanner ignores those after the line.</summary>
    public const int ReadAhead = 64;

    private const int MaxIPv6Length = 39;

    // Every IPv4 line ends within the 16 characters after this many.
    private const int MinLineLength = 4;

    /// <summary>Whether this processor has the instructions; otherwise every line goes to the parser.</summary>
    public static bool IsSupported => (Ssse3.IsSupported || AdvSimd.Arm64.IsSupported) && BitConverter.IsLittleEndian;

    /// <summary>Selects the bytes at these indexes, zero for an index out of range. Requires <see cref="IsSupported"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> Shuffle(Vector128<byte> bytes, Vector128<byte> indexes)
        => Sse2.IsSupported ? Ssse3.Shuffle(bytes, indexes) : AdvSimd.Arm64.VectorTableLookup(bytes, indexes);

    /// <summary>Reads IPv4 lines, up to the first line that is not plain, that starts after <paramref name="lastStart"/>, or that does not fit.</summary>
    /// <param name="text">The lines; at least <see cref="ReadAhead"/> bytes from the last start.</param>
    /// <param name="lastStart">The highest index at which a line may start.</param>
    /// <param name="ranges">Receives the prefixes.</param>
    /// <param name="at">The index of the first line; after the call, of the first line that was not read.</param>
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
            var nonDigits = IsAtMost(digits, 9).ExtractMostSignificantBits() ^ 0x1_ffff;
            var others = nonDigits ^ dots.ExtractMostSignificantBits();
            var ends = nonDigits & (others ^ (others - 1));
            ref var pattern = ref Unsafe.Add(ref patterns, OctetPattern.SlotOf(ends));
            if (pattern.Ends != ends)
            {
                break;
            }

            var octets = Octets(Shuffle(digits, pattern.Digits));
            var invalid = Vector128.LessThan(octets, pattern.Minimums) | Vector128.GreaterThan(octets, Vector128.Create(255));

            // Independent of the parsing above, so that the processor can start on the next line.
            var size = LineLength(ref line);
            var used = ReadLength(ref Unsafe.Add(ref line, pattern.Length), 32, out var prefix);
            var hosts = (uint)(0xffff_ffffUL >> prefix);
            var first = (uint)Shuffle(octets.AsByte(), Vector128.Create(12, 8, 4, 0, 12, 8, 4, 0, 12, 8, 4, 0, 12, 8, 4, (byte)0)).AsInt32().ToScalar();
            if (pattern.Length + used != size || ((first & hosts) | invalid.ExtractMostSignificantBits()) != 0)
            {
                break;
            }

            ranges[count++] = new(first, first | hosts);
            offset += size;
        }

        at = (int)offset;
        return count;
    }

    /// <summary>Reads IPv6 lines as <see cref="ReadIPv4"/> reads IPv4 lines.</summary>
    public static int ReadIPv6(ReadOnlySpan<byte> text, int lastStart, IPv6Prefix[] prefixes, ref int at)
    {
        ref var patterns = ref GroupPattern.All[0];
        ref var start = ref MemoryMarshal.GetReference(text);
        nint offset = at;
        var count = 0;
        while (count < prefixes.Length && offset <= lastStart)
        {
            ref var line = ref Unsafe.Add(ref start, offset);
            var size = LineLength(ref line);
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

            // A predictable branch instead of an assignment: the next line need not wait for the end of this one.
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

    // The length of the line with its line feed, if that is where an IPv4 line can end. Most lines with an IPv6 prefix end there, too.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int LineLength(ref byte line)
    {
        var ends = Vector128.Equals(Vector128.LoadUnsafe(ref line, MinLineLength), Vector128.Create((byte)'\n')).ExtractMostSignificantBits();
        return BitOperations.TrailingZeroCount(ends) + MinLineLength + 1;
    }

    // The four numbers whose ones, tens and hundreds are in four bytes each.
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

    // The form of most prefixes: one to three groups followed by '::'. Returns the length of the text, or 0 if it has another form.
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

    // Returns the length of the text, or 0 if it is not an address.
    private static int ReadGroups(ref byte line, out ulong high, out ulong low)
    {
        (high, low) = (0, 0);
        var colons = FindColons(ref line, out var end);
        var pairs = colons & (colons >> 1);
        if (end > MaxIPv6Length || (pairs & (pairs - 1)) != 0)
        {
            return 0;
        }

        // The groups after '::' are counted from the end of the address.
        var gap = pairs == 0 ? -1 : BitOperations.TrailingZeroCount(pairs);
        var after = pairs == 0 ? 0 : BitOperations.PopCount(colons >> (gap + 2)) + (end == gap + 2 ? 0 : 1);
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
                var value = ParseGroup(AlignRight(ref line, start, at));
                high |= group < 4 ? value << (48 - (16 * group)) : 0;
                low |= group < 4 ? 0 : value << (112 - (16 * group));
                group++;
            }

            if (at == gap)
            {
                if (group + after > 7)
                {
                    return 0;
                }

                group = 8 - after;
            }

            start = at + 1;
        }

        return group == 8 ? end : 0;
    }

    // A bit for each colon, and the index of the first character that is neither a colon nor a hexadecimal digit.
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

    // A bit for each of 16 characters that is a colon, and one for each that is neither a colon nor a hexadecimal digit.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong FindColons(ref byte line, int at, out ulong others)
    {
        var text = Vector128.LoadUnsafe(ref line, (nuint)at);
        var digits = IsAtMost(text - Vector128.Create((byte)'0'), 9);
        var colons = Vector128.Equals(text, Vector128.Create((byte)':'));
        others = ~(digits | Letters(text) | colons).ExtractMostSignificantBits() & 0xffff;
        return colons.ExtractMostSignificantBits();
    }

    // Reads "/n" and the line end, or the line end only. Returns how many characters were read, or 0 if the text is something else.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int ReadLength(ref byte at, int bits, out int length)
    {
        var text = Word(ref at, 0);

        // Turns "/nn\n" into zeros and the values of the two digits. Adding six moves a value above nine into the upper four bits.
        var digits = text - ('/' | ('0' << 8) | ('0' << 16) | ((uint)'\n' << 24));
        if (((digits | (digits + 0x0006_0600)) & 0xfff0_f0ff) == 0)
        {
            // Ten times the first digit plus the second, in the third byte of the product.
            length = (byte)((digits * 0x0a01) >> 16);
            return length is >= 10 && length <= bits ? 4 : 0;
        }

        length = bits;
        return (byte)text == '\n' ? 1 : ReadUncommonLength(ref at, bits, ref length);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int ReadUncommonLength(ref byte at, int bits, ref int length)
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

    // Whether each character is one of A to F or a to f.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Letters(Vector128<byte> text) => IsAtMost((text | Vector128.Create((byte)0x20)) - Vector128.Create((byte)'a'), 5);

    // Moves the characters to the upper bytes of a word, and removes those that follow.
    private static uint AlignRight(ref byte line, int start, int end) => Word(ref line, start) << (32 - (8 * (end - start)));

    private static ulong ParseGroup(uint text)
    {
        var digits = (text & 0x0f0f0f0f) + (((text >> 6) & 0x01010101) * 9);
        digits = BinaryPrimitives.ReverseEndianness(digits);
        digits = (digits | (digits >> 4)) & 0x00ff00ff;
        return (digits & 0xff) | ((digits >> 8) & 0xff00);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Word(ref byte line, int at) => Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref line, at));
}
