using System.Net;
using System.Text;

namespace FirewallRules.Tests.Networks;

[RandomSeeds]
public sealed class CidrFormattingTests
{
    // RFC 5952, 4 and 5.
    [TestCase("2001:0db8::0001/128", "2001:db8::1/128")]
    [TestCase("2001:db8:0:0:0:0:2:1/128", "2001:db8::2:1/128")]
    [TestCase("2001:db8:0:1:1:1:1:1/128", "2001:db8:0:1:1:1:1:1/128")]
    [TestCase("2001:0:0:1:0:0:0:1/128", "2001:0:0:1::1/128")]
    [TestCase("2001:db8:0:0:1:0:0:1/128", "2001:db8::1:0:0:1/128")]
    [TestCase("2001:DB8::ABCD/128", "2001:db8::abcd/128")]
    [TestCase("0:0:0:0:0:0:0:1/128", "::1/128")]
    [TestCase("1:0:0:0:0:0:0:0/128", "1::/128")]
    [TestCase("::ffff:c000:201/128", "::ffff:192.0.2.1/128")]
    [TestCase("::ffff:0:0/96", "::ffff:0.0.0.0/96")]
    [TestCase("0:0:0:0:0:fffe:0:0/95", "::fffe:0:0/95")]
    public void Writes_RFC_5952(string text, string expected) => Assert.That(Cidr.Parse(text).ToString(), Is.EqualTo(expected));

    // The framework writes these with a dotted tail, or the mapped ones without it; RFC 5952 asks for dots where the prefix is known to embed IPv4.
    [TestCase("::1.2.3.4/128", "::102:304/128", "::1.2.3.4")]
    [TestCase("::ffff:0:1.2.3.4/128", "::ffff:0:102:304/128", "::ffff:0:1.2.3.4")]
    [TestCase("2001:db8::5efe:1.2.3.4/128", "2001:db8::5efe:102:304/128", "2001:db8::5efe:1.2.3.4")]
    [TestCase("::ffff:0.0.1.2/128", "::ffff:0.0.1.2/128", "::ffff:0:102")]
    public void Differs_from_the_framework_only_where_IPv4_is_embedded(string text, string ours, string frameworks)
    {
        var prefix = Cidr.Parse(text);

        Assert.That(prefix.ToString(), Is.EqualTo(ours));
        Assert.That(prefix.FirstAddress.ToString(), Is.EqualTo(frameworks));
    }

    [Test]
    public void Writes_addresses_as_the_framework_does()
    {
        var random = Seed.NewRandom();
        var bytes = new byte[16];
        for (var i = 0; i < 50_000; i++)
        {
            random.NextBytes(bytes);
            for (var group = 0; group < 8; group++)
            {
                if (random.Next(2) == 0)
                {
                    bytes[2 * group] = 0;
                    bytes[(2 * group) + 1] = (byte)random.Next(2);
                }
            }

            var address = new IPAddress(random.Next(4) == 0 ? bytes[..4] : bytes);
            var theirs = address.ToString();
            if (address.GetAddressBytes().Length == 16 && (theirs.Contains('.') || address.IsIPv4MappedToIPv6))
            {
                continue;
            }

            Assert.That(Cidr.FromAddress(address).ToString(), Is.EqualTo($"{theirs}/{8 * address.GetAddressBytes().Length}"));
        }
    }

    [TestCase("0.0.0.0/0")]
    [TestCase("255.255.255.255/32")]
    [TestCase("::/0")]
    [TestCase("::ffff:255.255.255.255/128")]
    [TestCase("1111:2222:3333:4444:5555:6666:7777:8888/128")]
    public void A_destination_of_any_length_takes_the_whole_text_or_none_of_it(string text)
    {
        var prefix = Cidr.Parse(text);
        for (var length = 0; length <= 50; length++)
        {
            var (chars, bytes) = (new char[length], new byte[length]);
            var fits = length >= text.Length;

            using (Assert.EnterMultipleScope())
            {
                Assert.That(prefix.TryFormat(chars, out var charsWritten), Is.EqualTo(fits));
                Assert.That(prefix.TryFormat(bytes, out var bytesWritten), Is.EqualTo(fits));
                Assert.That((charsWritten, bytesWritten), Is.EqualTo(fits ? (text.Length, text.Length) : (0, 0)));
                Assert.That(new string(chars, 0, charsWritten), Is.EqualTo(fits ? text : ""));
                Assert.That(Encoding.UTF8.GetString(bytes, 0, bytesWritten), Is.EqualTo(fits ? text : ""));
                Assert.That(fits || chars.All(unit => unit == 0), Is.True, "a destination that is too short stays untouched");
            }
        }
    }

    [Test]
    public void Interpolation_uses_the_same_text_and_ignores_the_format()
    {
        var prefix = Cidr.Parse("10.0.0.0/8");

        using (Assert.EnterMultipleScope())
        {
            Assert.That($"<{prefix}>", Is.EqualTo("<10.0.0.0/8>"));
            Assert.That($"<{prefix:X}>", Is.EqualTo("<10.0.0.0/8>"));
            Assert.That(((IFormattable)prefix).ToString("X", formatProvider: null), Is.EqualTo("10.0.0.0/8"));
        }
    }
}
