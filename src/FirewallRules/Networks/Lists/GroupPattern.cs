using System.Numerics;
using System.Runtime.Intrinsics;

namespace FirewallRules.Networks;

/// <summary>
/// One of the 84 layouts of an IPv6 address that has one to three groups followed by <c>::</c>: the index in the text of each digit of its
/// high half, and the index of the digit for each character of the text.
/// </summary>
internal readonly struct GroupPattern
{
    // The index of the last digit. It belongs to the fourth group, which is zero in all patterns, so it is used for colons.
    private const byte ColonIndex = 15;

    private const int Slots = 256;
    private const int MaxGroups = 3;

    /// <summary>A hash table of all patterns, by <see cref="SlotOf"/>. In empty slots, <see cref="Colons"/> is 0.</summary>
    public static readonly GroupPattern[] All = Create();

    /// <summary>
    /// The slot of the pattern for a high half, by a bit for each of its first twelve digits that is not zero, the first digit in the lowest
    /// bit.
    /// </summary>
    public static readonly byte[] SlotsByDigits = CreateSlotsByDigits();

    /// <summary>Added to the digits as text, turns the last one, which is <c>0</c>, into a colon for <see cref="Characters"/>.</summary>
    public static Vector128<byte> FromZeroToColon => Vector128.Create(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, (byte)(':' - '0'));

    /// <summary>A bit for each character that is a colon.</summary>
    public uint Colons { get; private init; }

    /// <summary>The indexes of the sixteen digits in the text, the highest digit first.</summary>
    public Vector128<byte> Digits { get; private init; }

    /// <summary>The index of the digit for each character.</summary>
    public Vector128<byte> Characters { get; private init; }

    /// <summary>The number of characters.</summary>
    public int Length { get; private init; }

    /// <summary>The slot of <see cref="All"/> for the pattern with these colons, if there is one.</summary>
    // A perfect hash: the factor was found by a search.
    public static uint SlotOf(uint colons) => (colons * 0x37e92363) >> 24;

    private static GroupPattern[] Create()
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

                var pattern = Create(lengths[..groups]);
                all[SlotOf(pattern.Colons)] = pattern;
            }
        }

        return all;
    }

    private static GroupPattern Create(ReadOnlySpan<int> lengths)
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
            characters[start - 1] = ColonIndex;
        }

        characters[start] = ColonIndex;
        return new()
        {
            Colons = ColonsOf(lengths),
            Length = start + 1,
            Digits = Vector128.LoadUnsafe(ref digits[0]),
            Characters = Vector128.LoadUnsafe(ref characters[0]),
        };
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

    private static byte[] CreateSlotsByDigits()
    {
        var slots = new byte[1 << (4 * MaxGroups)];
        Span<int> lengths = stackalloc int[MaxGroups];
        for (var digits = 1u; digits < slots.Length; digits++)
        {
            var groups = 0;
            for (var rest = digits; rest != 0; rest >>= 4)
            {
                // A group of zeros has one digit.
                lengths[groups++] = 4 - BitOperations.TrailingZeroCount((rest & 0xf) | 8);
            }

            slots[digits] = (byte)SlotOf(ColonsOf(lengths[..groups]));
        }

        return slots;
    }
}
