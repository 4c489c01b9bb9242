using System.Buffers.Binary;
using System.Net;
using FsCheck;
using FsCheck.Fluent;

namespace FirewallRules.Tests.Networks;

/// <summary>Random prefixes and sets of both families, concentrated at both ends of both spaces and at a few places between, so that they overlap.</summary>
internal static class Arbitrary
{
    public static Gen<Cidr> Prefix { get; } = Gen.OneOf(PrefixOf(4), PrefixOf(16));

    public static Arbitrary<Cidr[]> Prefixes { get; } = Arb.From(ListOf(Prefix), WithoutOne);

    public static Arbitrary<AddressSet> Set { get; } = Arb.From(
        ListOf(Prefix).Select(prefixes => AddressSet.Of(prefixes)),
        set => WithoutOne([.. set]).Select(prefixes => AddressSet.Of(prefixes)));

    private static Gen<Cidr[]> ListOf(Gen<Cidr> prefix) => Gen.Choose(0, 12).SelectMany(count => prefix.ArrayOf(count));

    private static IEnumerable<Cidr[]> WithoutOne(Cidr[] prefixes)
        => prefixes.Select((_, left) => prefixes.Where((_, i) => i != left).ToArray());

    private static Gen<Cidr> PrefixOf(int width)
    {
        var near = Gen.Choose(0, 31);
        var address = Gen.Frequency(
            (3, near.Select(offset => From(width, (UInt128)offset))),
            (3, near.Select(offset => From(width, UInt128.MaxValue - (UInt128)offset))),
            (2, near.Select(offset => From(width, Middle(width) + (UInt128)offset - 16))),
            (2, Gen.Choose(int.MinValue, int.MaxValue).Four().Select(parts => From(width, Join(parts)))));
        var bits = 8 * width;
        var length = Gen.Frequency((5, Gen.Choose(bits - 6, bits)), (3, Gen.Choose(0, bits)), (1, Gen.Choose(0, 3)));
        return address.Zip(length, (start, prefixLength) => Mask(start, prefixLength));
    }

    private static UInt128 Middle(int width) => UInt128.One << ((8 * width) - 1);

    private static UInt128 Join((int A, int B, int C, int D) parts)
        => new(((ulong)(uint)parts.A << 32) | (uint)parts.B, ((ulong)(uint)parts.C << 32) | (uint)parts.D);

    private static byte[] From(int width, UInt128 value)
    {
        var bytes = new byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, value);
        return bytes[^width..];
    }

    private static Cidr Mask(byte[] address, int length)
    {
        var masked = new byte[address.Length];
        for (var bit = 0; bit < length; bit++)
        {
            masked[bit / 8] |= (byte)(address[bit / 8] & (0x80 >> (bit % 8)));
        }

        return new Cidr(new IPAddress(masked), length);
    }
}
