using System.Runtime.Intrinsics;

namespace FirewallRules.Networks;

/// <summary>
/// One of the 81 layouts of an IPv4 address with octets of one to three digits: the index of each digit, and the lowest value of each octet
/// that has as many digits.
/// </summary>
internal readonly struct OctetPattern
{
    private const int Slots = 256;

    /// <summary>A hash table of all patterns, by <see cref="SlotOf"/>. In empty slots, <see cref="Ends"/> is 0.</summary>
    public static readonly OctetPattern[] All = CreateAll();

    /// <summary>A bit for each character that ends an octet: the three dots, and the character after the address.</summary>
    public uint Ends { get; private init; }

    /// <summary>The number of characters.</summary>
    public int Length { get; private init; }

    /// <summary>For each octet, the indexes of its ones, tens and hundreds, and one index that is out of range.</summary>
    public Vector128<byte> Digits { get; private init; }

    /// <summary>For each octet, the lowest value with that number of digits.</summary>
    public Vector128<int> Minimums { get; private init; }

    /// <summary>The slot of <see cref="All"/> for the pattern with these ends, if there is one.</summary>
    // A perfect hash: the factor was found by a search.
    public static uint SlotOf(uint ends) => (ends * 0xd6af10e1) >> 24;

    private static OctetPattern[] CreateAll()
    {
        Span<byte> digits = stackalloc byte[Vector128<byte>.Count];
        Span<int> minimums = stackalloc int[Vector128<int>.Count];
        var all = new OctetPattern[Slots];
        for (var form = 0; form < 81; form++)
        {
            var (ends, start, rest) = (0u, 0, form);
            Vector128<byte>.AllBitsSet.StoreUnsafe(ref digits[0]);
            for (var octet = 0; octet < 4; octet++, rest /= 3)
            {
                var count = 1 + (rest % 3);
                for (var digit = 0; digit < count; digit++)
                {
                    digits[(4 * octet) + digit] = (byte)(start + count - 1 - digit);
                }

                minimums[octet] = count == 3 ? 100 : count == 2 ? 10 : 0;
                start += count + 1;
                ends |= 1u << (start - 1);
            }

            all[SlotOf(ends)] = new()
            {
                Ends = ends,
                Length = start - 1,
                Digits = Vector128.LoadUnsafe(ref digits[0]),
                Minimums = Vector128.LoadUnsafe(ref minimums[0]),
            };
        }

        return all;
    }
}
