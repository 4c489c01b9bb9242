using System.Net;
using System.Numerics;
using System.Text;

namespace FirewallRules.Tests.Networks;

public sealed class AddressRangeTests
{
    [TestCase("10.0.0.1-10.0.0.9", "10.0.0.1-10.0.0.9")]
    [TestCase("10.0.0.1 - 10.0.0.1", "10.0.0.1-10.0.0.1")]
    [TestCase("10.0.0.0/30", "10.0.0.0-10.0.0.3")]
    [TestCase("10.0.0.7", "10.0.0.7-10.0.0.7")]
    [TestCase("::/0", "::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff")]
    [TestCase("0.0.0.0-255.255.255.255", "0.0.0.0-255.255.255.255")]
    [TestCase(
        "1111:2222:3333:4444:5555:6666:7777:8888-ffff:eeee:dddd:cccc:bbbb:aaaa:9999:8888",
        "1111:2222:3333:4444:5555:6666:7777:8888-ffff:eeee:dddd:cccc:bbbb:aaaa:9999:8888")]
    public void Reads_and_writes(string text, string canonical)
    {
        var range = AddressRange.Parse(text);

        Assert.That(range.ToString(), Is.EqualTo(canonical));
        Assert.That(AddressRange.Parse(canonical), Is.EqualTo(range));
        Assert.That(AddressRange.TryParse(Encoding.UTF8.GetBytes(text), CidrStyles.BareAddress, out var utf8, out _) && utf8 == range, Is.True);
    }

    [TestCase(" 10.0.0.1-10.0.0.2")]
    [TestCase("10.0.0.1-10.0.0.2 ")]
    [TestCase("10.0.0.1\n-10.0.0.2")]
    [TestCase("10.0.0.1--10.0.0.2")]
    [TestCase("10.0.0.1–10.0.0.2")]
    [TestCase("10.0.0.1-2")]
    [TestCase("-")]
    [TestCase(" - ")]
    [TestCase("")]
    public void Refuses(string text)
    {
        Assert.That(() => AddressRange.Parse(text), Throws.TypeOf<CidrFormatException>());
        Assert.That(AddressRange.TryParse(text, CidrStyles.BareAddress, out var range, out _), Is.False);
        Assert.That(range, Is.EqualTo(default(AddressRange)));
    }

    [Test]
    public void A_bare_address_needs_its_style()
    {
        Assert.That(AddressRange.TryParse("10.0.0.1", CidrStyles.Strict, out _, out var error), Is.False);
        Assert.That(error, Is.EqualTo(CidrError.MissingPrefixLength));
    }

    [Test]
    public void Is_made_of_two_addresses_of_one_family_in_order()
    {
        var (low, high) = (new IPAddress([10, 0, 0, 1]), new IPAddress([10, 0, 0, 9]));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(new AddressRange(low, high).AddressCount, Is.EqualTo(new BigInteger(9)));
            Assert.That(new AddressRange(low, high).FirstAddress, Is.EqualTo(low));
            Assert.That(new AddressRange(low, high).LastAddress, Is.EqualTo(high));
            Assert.That(() => new AddressRange(high, low), Throws.ArgumentException);
            Assert.That(() => new AddressRange(low, high.MapToIPv6()), Throws.ArgumentException);
        }
    }

    [Test]
    public void Default_is_not_a_range()
    {
        AddressRange none = default;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(none.Family, Is.EqualTo(IpFamily.None));
            Assert.That(none.AddressCount, Is.EqualTo(BigInteger.Zero));
            Assert.That(none.ToString(), Is.Empty);
            Assert.That(() => none.FirstAddress, Throws.InvalidOperationException);
        }
    }

    [Test]
    public void Orders_by_family_then_first_then_last()
    {
        AddressRange[] ordered = [default, .. new[] { "0.0.0.0", "0.0.0.0-0.0.0.9", "0.0.0.1", "::", "::-::9", "ffff::" }.Select(AddressRange.Parse)];
        for (var i = 0; i < ordered.Length; i++)
        {
            for (var j = 0; j < ordered.Length; j++)
            {
                var (a, b) = (ordered[i], ordered[j]);
                Assert.That((a < b, a <= b, a > b, a >= b, a == b, a != b), Is.EqualTo((i < j, i <= j, i > j, i >= j, i == j, i != j)));
            }
        }
    }
}
