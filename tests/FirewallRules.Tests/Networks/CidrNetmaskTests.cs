using System.Net;
using System.Numerics;
using System.Text;

namespace FirewallRules.Tests.Networks;

/// <summary>Netmasks instead of lengths, only on request.</summary>
[RandomSeeds]
public sealed class CidrNetmaskTests
{
    private const CidrStyles Both = CidrStyles.BareAddress | CidrStyles.Netmask;

    [Test]
    public void Every_netmask_is_its_length([Range(0, 32)] int length, [Values("/", " ", "\t", "  \t ")] string between)
    {
        var mask = Dotted(length == 0 ? 0 : uint.MaxValue << (32 - length));
        var address = length == 0 ? "0.0.0.0" : "128.0.0.0";

        Assert.That(Read($"{address}{between}{mask}", CidrStyles.Netmask), Is.EqualTo((Cidr.Parse($"{address}/{length}"), CidrError.None)));
    }

    [Test]
    public void A_mask_is_a_netmask_only_when_its_ones_come_first()
    {
        var random = Seed.NewRandom();
        for (var i = 0; i < 20_000; i++)
        {
            // Few ones or few zeros, so that netmasks are among them.
            var mask = (uint)random.NextInt64(1L << 32) & (uint)(int.MinValue >> random.Next(32));
            mask = random.Next(2) == 0 ? mask : ~mask;
            var text = Convert.ToString(mask, 2).PadLeft(32, '0');
            var expected = text.TrimEnd('0').Contains('0', StringComparison.Ordinal) ? CidrError.InvalidNetmask : CidrError.None;

            Assert.That(Read($"0.0.0.0/{Dotted(mask)}", CidrStyles.Netmask).Error, Is.EqualTo(expected), text);
            Assert.That(expected == CidrError.None, Is.EqualTo(BitOperations.PopCount(mask) == BitOperations.LeadingZeroCount(~mask)));
        }
    }

    [TestCase("10.0.0.0/0.0.0.255", CidrError.InvalidNetmask)]
    [TestCase("10.0.0.0/255.0.255.0", CidrError.InvalidNetmask)]
    [TestCase("10.0.0.1/255.0.0.0", CidrError.HostBitsSet)]
    [TestCase("10.0.0.0/255.0.0", CidrError.NotFourOctets)]
    [TestCase("10.0.0.0/255.0.0.256", CidrError.OctetOutOfRange)]
    [TestCase("10.0.0.0/0255.0.0.0", CidrError.LeadingZero)]
    [TestCase("10.0.0.0/ 255.0.0.0", CidrError.InvalidCharacter)]
    [TestCase("10.0.0.0 /255.0.0.0", CidrError.InvalidCharacter)]
    [TestCase("10.0.0.0 255.0.0.0 x", CidrError.InvalidCharacter)]
    [TestCase("10.0.0 255.0.0.0", CidrError.NotFourOctets)]
    [TestCase("10.0.0.0 8", CidrError.InvalidCharacter)]
    [TestCase("2001:db8::/255.255.0.0", CidrError.InvalidPrefixLength)]
    [TestCase("2001:db8::/ffff:ffff::", CidrError.InvalidPrefixLength)]
    [TestCase("2001:db8:: 255.255.0.0", CidrError.InvalidCharacter)]
    [TestCase("10.0.0.0/255.0.0.0-10.0.0.1", CidrError.InvalidCharacter)]
    [TestCase("/255.0.0.0", CidrError.NotFourOctets)]
    public void Invalid_netmasks_are_refused(string text, CidrError error) => Assert.That(Read(text, Both), Is.EqualTo((default(Cidr), error)));

    [TestCase("10.0.0.0/8")]
    [TestCase("10.0.0.1")]
    [TestCase("2001:db8::/32")]
    [TestCase("::ffff:10.0.0.0/104")]
    [TestCase("::1.2.3.4")]
    public void Everything_else_reads_as_before(string text) => Assert.That(Read(text, Both), Is.EqualTo(Read(text, CidrStyles.BareAddress)));

    [Test]
    public void Host_bits_are_masked_when_asked()
        => Assert.That(Read("10.0.0.1/255.0.0.0", CidrStyles.Netmask | CidrStyles.MaskHostBits).Prefix, Is.EqualTo(Cidr.Parse("10.0.0.0/8")));

    [TestCase("10.0.0.0/255.0.0.0", CidrError.InvalidPrefixLength)]
    [TestCase("10.0.0.0 255.0.0.0", CidrError.InvalidCharacter)]
    public void They_are_refused_by_default(string text, CidrError error) => Assert.That(Read(text, CidrStyles.BareAddress).Error, Is.EqualTo(error));

    [Test]
    public void Ranges_with_netmasks_are_parsed()
        => Assert.That(
            AddressRange.TryParse("10.0.0.0 255.0.0.0", Both, out var range, out _) ? range : default,
            Is.EqualTo(AddressRange.Parse("10.0.0.0-10.255.255.255")));

    private static (Cidr Prefix, CidrError Error) Read(string text, CidrStyles styles)
    {
        var read = Cidr.TryParse(text, styles, out var prefix, out var error);
        var readToo = Cidr.TryParse(Encoding.UTF8.GetBytes(text), styles, out var same, out var sameError);
        Assert.That((readToo, same, sameError), Is.EqualTo((read, prefix, error)));
        return (prefix, error);
    }

    private static string Dotted(uint mask) => new IPAddress([(byte)(mask >> 24), (byte)(mask >> 16), (byte)(mask >> 8), (byte)mask]).ToString();
}
