using System.Numerics;
using System.Runtime.Intrinsics;

namespace FirewallRules.Networks;

/// <summary>
/// One of the 84 ways in which one to three groups of one to four hexadecimal digits can stand before the <c>::</c> that ends an IPv6
/// address: where each digit of its upper half is in the text, and what each character of the text is among the digits.
/// </summary>
internal readonly struct GroupPattern
{
    // The place in which patterns look for a colon; the last group, which they do not know, stands there.
    private const byte ColonAt = 15;

    private const int Slots = 256;
    private const int MaxGroups = 3;

    /// <summary>All patterns, each where <see cref="SlotOf"/> tells; the other slots have no <see cref="Colons"/>.</summary>
    public static readonly GroupPattern[] All = Make();

    /// <summary>Where in <see cref="All"/> the pattern is that writes an upper half, by which of its twelve first digits are not zero; the lowest bit is the first digit.</summary>
    public static readonly byte[] SlotsByDigits = MakeSlotsByDigits();

    /// <summary>Makes a colon of the last digit, for <see cref="Characters"/>; the last group, which the patterns do not know, is zeros.</summary>
    public static Vector128<byte> FromZeroToColon => Vector128.Create(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, (byte)(':' - '0'));

    /// <summary>One bit for each character that is a colon.</summary>
    public uint Colons { get; private init; }

    /// <summary>Where the sixteen digits stand, the highest first.</summary>
    public Vector128<byte> Digits { get; private init; }

    /// <summary>Which digit each character is.</summary>
    public Vector128<byte> Characters { get; private init; }

    /// <summary>How many characters there are.</summary>
    public int Length { get; private init; }

    /// <summary>Where in <see cref="All"/> the pattern with these colons is, if there is one.</summary>
    // The factor was searched for: with it, no two patterns fall into the same slot.
    public static uint SlotOf(uint colons) => (colons * 0x37e92363) >> 24;

    private static GroupPattern[] Make()
    {
        var all = new GroupPattern[Slots];
        Span<int> lengths = stackalloc int[MaxGroups];
        for (var groups = 1; groups <= MaxGroups; groups++)
        {
            for (var form = 0; form < 1 << (2 * groups); form++)
            {
                for (var group = 0; group < groups; group++)
                {
                    lengths[group] = 1 + ((form >> (2 * group)) & 3);
                }

                var pattern = Make(lengths[..groups]);
                all[SlotOf(pattern.Colons)] = pattern;
            }
        }

        return all;
    }

    private static GroupPattern Make(ReadOnlySpan<int> lengths)
    {
        Span<byte> digits = stackalloc byte[Vector128<byte>.Count];
        Span<byte> characters = stackalloc byte[Vector128<byte>.Count];
        Vector128<byte>.AllBitsSet.StoreUnsafe(ref digits[0]);
        Vector128<byte>.AllBitsSet.StoreUnsafe(ref characters[0]);
        var start = 0;
        for (var group = 0; group < lengths.Length; group++)
        {
            var firstDigit = (4 * group) + 4 - lengths[group];
            for (var digit = 0; digit < lengths[group]; digit++)
            {
                digits[firstDigit + digit] = (byte)(start + digit);
                characters[start + digit] = (byte)(firstDigit + digit);
            }

            start += lengths[group] + 1;
            characters[start - 1] = ColonAt;
        }

        characters[start] = ColonAt;
        return new() { Colons = ColonsOf(lengths), Length = start + 1, Digits = Vector128.LoadUnsafe(ref digits[0]), Characters = Vector128.LoadUnsafe(ref characters[0]) };
    }

    private static uint ColonsOf(ReadOnlySpan<int> lengths)
    {
        var (colons, start) = (0u, 0);
        foreach (var length in lengths)
        {
            start += length + 1;
            colons |= 1u << (start - 1);
        }

        return colons | (1u << start);
    }

    private static byte[] MakeSlotsByDigits()
    {
        var slots = new byte[1 << (4 * MaxGroups)];
        Span<int> lengths = stackalloc int[MaxGroups];
        for (var digits = 1u; digits < slots.Length; digits++)
        {
            var groups = 0;
            for (var rest = digits; rest != 0; rest >>= 4)
            {
                // Of a group that is zero, one digit is written.
                lengths[groups++] = 4 - BitOperations.TrailingZeroCount((rest & 0xf) | 8);
            }

            slots[digits] = (byte)SlotOf(ColonsOf(lengths[..groups]));
        }

        return slots;
    }
}
