using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace FirewallRules.Networks;

/// <summary>
/// Reads the plainest lines of a list, an address or a canonical prefix and nothing else, several characters at a time. Whatever is not
/// quite that is left to <see cref="CidrParser"/>, so that nothing is taken here which that parser refuses or reads differently.
/// </summary>
internal static class LineScanner
{
    /// <summary>How many bytes must be readable from the start of a line, whatever they are.</summary>
    public const int Reach = 64;

    private const int MaxIPv6Length = 39;

    /// <summary>Whether this processor reads several characters at a time; otherwise every line goes to the parser.</summary>
    public static bool IsSupported => Vector128.IsHardwareAccelerated && BitConverter.IsLittleEndian;

    /// <summary>Reads an IPv4 line.</summary>
    /// <returns>How many bytes the line takes, its end included; 0 when the parser must look at it.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int ReadIPv4(ref byte line, out uint first, out uint last)
    {
        var text = Vector128.LoadUnsafe(ref line);
        var digits = Digits(text).ExtractMostSignificantBits();
        var dots = Vector128.Equals(text, Vector128.Create((byte)'.')).ExtractMostSignificantBits();
        var zeros = Vector128.Equals(text, Vector128.Create((byte)'0')).ExtractMostSignificantBits();
        var end = BitOperations.TrailingZeroCount(~(digits | dots));
        dots &= (1u << end) - 1;
        digits &= (1u << end) - 1;
        first = last = 0;
        if (dots == 0)
        {
            // As every line of a list of IPv6.
            return 0;
        }

        // An octet must start with a digit, with a zero only if that is all of it, and have no four digits.
        var starts = (dots << 1) | 1;
        var faults = (starts & ~digits) | (starts & zeros & (digits >> 1)) | (digits & (digits >> 1) & (digits >> 2) & (digits >> 3));
        var (dot1, dot2, dot3) = (Take(ref dots), Take(ref dots), Take(ref dots));
        if (end > 15 || dot3 > 15 || (dots | faults) != 0)
        {
            return 0;
        }

        var front = Octets(Right(ref line, 0, dot1), Right(ref line, dot1 + 1, dot2));
        var back = Octets(Right(ref line, dot2 + 1, dot3), Right(ref line, dot3 + 1, end));
        var used = ReadLength(ref Unsafe.Add(ref line, end), 32, out var length);
        var hosts = (uint)(0xffff_ffffUL >> length);
        first = ((uint)front << 24) | ((uint)(front >> 32) << 16) | ((uint)back << 8) | (uint)(back >> 32);
        last = first | hosts;
        return used == 0 || (first & hosts) != 0 || ((front | back) & ~0x0000_00ff_0000_00ffUL) != 0 ? 0 : end + used;
    }

    /// <summary>Reads an IPv6 line.</summary>
    /// <returns>How many bytes the line takes, its end included; 0 when the parser must look at it.</returns>
    public static int ReadIPv6(ref byte line, out ulong high, out ulong low, out int length)
    {
        var (colons, end) = FindColons(ref line);
        (high, low, length) = (0, 0, 0);
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
                var value = Group(ref line, start, at);
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

        var consumed = ReadLength(ref Unsafe.Add(ref line, end), 128, out length);
        var hosts = length < 64 ? (high & (ulong.MaxValue >> length)) | low : length < 128 ? low & (ulong.MaxValue >> (length - 64)) : 0;
        return group != 8 || hosts != 0 || consumed == 0 ? 0 : end + consumed;
    }

    // Where the colons are, and where the first character stands that is neither a colon nor a hexadecimal digit.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (ulong Colons, int End) FindColons(ref byte line)
    {
        var (colons, others) = Classify(ref line, 0);
        for (var i = 16; others == 0 && i < 48; i += 16)
        {
            var (moreColons, moreOthers) = Classify(ref line, i);
            colons |= moreColons << i;
            others |= moreOthers << i;
        }

        var end = BitOperations.TrailingZeroCount(others);
        return (colons & ((1UL << end) - 1), end);
    }

    // Which of 16 characters are colons, and which are neither that nor hexadecimal digits.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (ulong Colons, ulong Others) Classify(ref byte line, int at)
    {
        var text = Vector128.LoadUnsafe(ref line, (nuint)at);
        var letters = Vector128.LessThan((text | Vector128.Create((byte)0x20)) - Vector128.Create((byte)'a'), Vector128.Create((byte)6));
        var colons = Vector128.Equals(text, Vector128.Create((byte)':'));
        return (colons.ExtractMostSignificantBits(), ~(Digits(text) | letters | colons).ExtractMostSignificantBits() & 0xffff);
    }

    // "/n" and the line end, or the line end alone.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int ReadLength(ref byte at, int bits, out int length)
    {
        length = bits;
        var used = 0;
        if (at == '/')
        {
            var text = Word(ref at, 1);
            var number = Digit(text);
            if (number - 1 > 8)
            {
                return 0;
            }

            used = 2;
            for (text >>= 8; used < 4 && Digit(text) <= 9; text >>= 8)
            {
                number = (number * 10) + Digit(text);
                used++;
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
    private static Vector128<byte> Digits(Vector128<byte> text) => Vector128.LessThan(text - Vector128.Create((byte)'0'), Vector128.Create((byte)10));

    // The position of the lowest bit, which is cleared; 32 if there is none.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Take(ref uint bits)
    {
        var at = BitOperations.TrailingZeroCount(bits);
        bits &= bits - 1;
        return at;
    }

    // The characters move to the upper bytes of a word, and what stood behind them falls out.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Right(ref byte line, int start, int end) => Word(ref line, start) << (32 - (8 * (end - start)));

    // Two octets at once, each in a half of the result, from characters that stand at the upper end of theirs.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Octets(uint text, uint nextText)
    {
        var digits = text | ((ulong)nextText << 32);
        return ((digits >> 24) & 0x0000_000f_0000_000f)
            + (((digits >> 16) & 0x0000_000f_0000_000f) * 10)
            + (((digits >> 8) & 0x0000_000f_0000_000f) * 100);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Group(ref byte line, int start, int end)
    {
        var text = Right(ref line, start, end);
        var digits = (text & 0x0f0f0f0f) + (((text >> 6) & 0x01010101) * 9);
        digits = BinaryPrimitives.ReverseEndianness(digits);
        digits = (digits | (digits >> 4)) & 0x00ff00ff;
        return (digits & 0xff) | ((digits >> 8) & 0xff00);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Word(ref byte line, int at) => Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref line, at));
}
