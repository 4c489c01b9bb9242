using System.Runtime.Intrinsics;

namespace FirewallRules.Networks;

/// <summary>
/// One of the 81 ways in which four octets of one to three digits can stand in a text: where each digit is to be found, and what each octet
/// must be at least to need as many digits.
/// </summary>
internal readonly struct OctetPattern
{
    private const int Slots = 256;

    /// <summary>All patterns, each where <see cref="SlotOf"/> tells; the other slots have no <see cref="Ends"/>.</summary>
    public static readonly OctetPattern[] All = Make();

    /// <summary>One bit for each character that ends an octet: the three dots, and what stands behind the address.</summary>
    public uint Ends { get; private init; }

    /// <summary>How many characters the address has.</summary>
    public int Length { get; private init; }

    /// <summary>For each octet where its ones, tens, hundreds and nothing stand.</summary>
    public Vector128<byte> Digits { get; private init; }

    /// <summary>The least number of as many digits, for each octet.</summary>
    public Vector128<int> Least { get; private init; }

    /// <summary>Where in <see cref="All"/> the pattern with these ends is, if there is one.</summary>
    // The factor was searched for: with it, no two patterns fall into the same slot.
    public static uint SlotOf(uint ends) => (ends * 0xd6af10e1) >> 24;

    private static OctetPattern[] Make()
    {
        Span<byte> digits = stackalloc byte[Vector128<byte>.Count];
        Span<int> least = stackalloc int[Vector128<int>.Count];
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

                least[octet] = count == 3 ? 100 : count == 2 ? 10 : 0;
                start += count + 1;
                ends |= 1u << (start - 1);
            }

            all[SlotOf(ends)] = new() { Ends = ends, Length = start - 1, Digits = Vector128.LoadUnsafe(ref digits[0]), Least = Vector128.LoadUnsafe(ref least[0]) };
        }

        return all;
    }
}
