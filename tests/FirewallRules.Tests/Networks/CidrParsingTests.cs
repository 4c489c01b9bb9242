using System.Text;

namespace FirewallRules.Tests.Networks;

/// <summary>What the strict form is and is not. Every row is read as UTF-16 and as UTF-8 with the same result.</summary>
public sealed class CidrParsingTests
{
    [TestCase("0.0.0.0/0", "0.0.0.0/0")]
    [TestCase("10.0.0.0/8", "10.0.0.0/8")]
    [TestCase("128.0.0.0/1", "128.0.0.0/1")]
    [TestCase("3.233.144.0/20", "3.233.144.0/20")]
    [TestCase("0.0.0.0/32", "0.0.0.0/32")]
    [TestCase("255.255.255.255/32", "255.255.255.255/32")]
    [TestCase("255.255.255.254/31", "255.255.255.254/31")]
    [TestCase("::/0", "::/0")]
    [TestCase("::/128", "::/128")]
    [TestCase("::1/128", "::1/128")]
    [TestCase("1::/16", "1::/16")]
    [TestCase("8000::/1", "8000::/1")]
    [TestCase("2600:1f18:24e6:b900::/56", "2600:1f18:24e6:b900::/56")]
    [TestCase("2001:DB8:ABCD:EF00::/56", "2001:db8:abcd:ef00::/56")]
    [TestCase("2001:0db8:0000:0000:0000:0000:0000:0000/32", "2001:db8::/32")]
    [TestCase("1:2:3:4:5:6:7:8/128", "1:2:3:4:5:6:7:8/128")]
    [TestCase("1:2:3:4:5:6:7::/112", "1:2:3:4:5:6:7:0/112")]
    [TestCase("::2:3:4:5:6:7:8/128", "0:2:3:4:5:6:7:8/128")]
    [TestCase("1:2:3::5:6:7:8/128", "1:2:3:0:5:6:7:8/128")]
    [TestCase("1:0:0:2:0:0:0:3/128", "1:0:0:2::3/128")]
    [TestCase("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/128", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/128")]
    [TestCase("::1.2.3.4/128", "::102:304/128")]
    [TestCase("::0.0.0.0/0", "::/0")]
    [TestCase("64:ff9b::10.0.0.0/104", "64:ff9b::a00:0/104")]
    [TestCase("1:2:3:4:5:6:1.2.3.4/128", "1:2:3:4:5:6:102:304/128")]
    [TestCase("::ffff:10.0.0.0/104", "::ffff:10.0.0.0/104")]
    [TestCase("::FFFF:a00:0/104", "::ffff:10.0.0.0/104")]
    [TestCase("::ffff:255.255.255.255/128", "::ffff:255.255.255.255/128")]
    public void Accepts(string text, string canonical)
    {
        var (prefix, error) = ReadBothWays(text, CidrStyles.Strict);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(error, Is.EqualTo(CidrError.None));
            Assert.That(prefix.ToString(), Is.EqualTo(canonical));
            Assert.That(Cidr.Parse(text), Is.EqualTo(prefix));
            Assert.That(Cidr.Parse(Encoding.UTF8.GetBytes(text)), Is.EqualTo(prefix));
            Assert.That(Cidr.TryParse(text, out var tried), Is.True);
            Assert.That(tried, Is.EqualTo(prefix));
        }
    }

    [TestCaseSource(typeof(RefusedPrefixes), nameof(RefusedPrefixes.Rows))]
    public void Refuses(string text, CidrError expected)
    {
        var (prefix, error) = ReadBothWays(text, CidrStyles.Strict);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(error, Is.EqualTo(expected));
            Assert.That(prefix, Is.EqualTo(default(Cidr)));
            Assert.That(Cidr.TryParse(text, out _), Is.False);
            Assert.That(
                () => Cidr.Parse(text),
                Throws.TypeOf<CidrFormatException>().With.Property("Error").EqualTo(expected).And.Property("Text").EqualTo(text).And.Property("Line").Null);
            Assert.That(() => Cidr.Parse(Encoding.UTF8.GetBytes(text)), Throws.TypeOf<CidrFormatException>().With.Property("Error").EqualTo(expected));
        }
    }

    [TestCase("10.0.0.1/8", "10.0.0.0/8")]
    [TestCase("255.255.255.255/0", "0.0.0.0/0")]
    [TestCase("10.0.0.129/25", "10.0.0.128/25")]
    [TestCase("2001:db8::1/32", "2001:db8::/32")]
    [TestCase("ffff::1/0", "::/0")]
    [TestCase("::ffff:10.1.2.3/104", "::ffff:10.0.0.0/104")]
    [TestCase("2001:db8::1/127", "2001:db8::/127")]
    public void Masks_host_bits_when_asked(string text, string canonical)
        => Assert.That(ReadBothWays(text, CidrStyles.MaskHostBits), Is.EqualTo((Cidr.Parse(canonical), CidrError.None)));

    [TestCase("10.0.0.1", "10.0.0.1/32")]
    [TestCase("0.0.0.0", "0.0.0.0/32")]
    [TestCase("10.0.0.0/8", "10.0.0.0/8")]
    [TestCase("::", "::/128")]
    [TestCase("2001:db8::1", "2001:db8::1/128")]
    [TestCase("::ffff:10.0.0.1", "::ffff:10.0.0.1/128")]
    public void Accepts_a_bare_address_on_request(string text, string canonical)
        => Assert.That(ReadBothWays(text, CidrStyles.BareAddress), Is.EqualTo((Cidr.Parse(canonical), CidrError.None)));

    [TestCase("10.0.0.1/", CidrStyles.BareAddress, CidrError.InvalidPrefixLength)]
    [TestCase("10.0.0.1/8", CidrStyles.BareAddress, CidrError.HostBitsSet)]
    [TestCase("10.0.0.1", CidrStyles.MaskHostBits, CidrError.MissingPrefixLength)]
    [TestCase("10.1/8", CidrStyles.MaskHostBits | CidrStyles.BareAddress, CidrError.NotFourOctets)]
    [TestCase("010.0.0.1/8", CidrStyles.MaskHostBits | CidrStyles.BareAddress, CidrError.LeadingZero)]
    [TestCase("10.0.0.1/33", CidrStyles.MaskHostBits, CidrError.PrefixLengthOutOfRange)]
    [TestCase("", CidrStyles.BareAddress, CidrError.Empty)]
    public void A_style_allows_only_what_it_names(string text, CidrStyles styles, CidrError expected)
        => Assert.That(ReadBothWays(text, styles), Is.EqualTo((default(Cidr), expected)));

    [Test]
    public void Null_is_not_a_prefix()
    {
        Assert.That(Cidr.TryParse((string?)null, out _), Is.False);
        Assert.That(() => Cidr.Parse((string)null!), Throws.ArgumentNullException);
    }

    [Test]
    public void Bytes_that_are_not_UTF8_are_refused()
    {
        Assert.That(Cidr.TryParse([0x31, 0x30, 0xff, 0x2e], CidrStyles.Strict, out _, out var error), Is.False);
        Assert.That(error, Is.EqualTo(CidrError.InvalidCharacter));
    }

    private static (Cidr Prefix, CidrError Error) ReadBothWays(string text, CidrStyles styles)
    {
        var success = Cidr.TryParse(text, styles, out var prefix, out var error);
        var utf8Success = Cidr.TryParse(Encoding.UTF8.GetBytes(text), styles, out var utf8Prefix, out var utf8Error);

        Assert.That((utf8Success, utf8Prefix, utf8Error), Is.EqualTo((success, prefix, error)), "UTF-8 against UTF-16");
        Assert.That(success, Is.EqualTo(error == CidrError.None));
        return (prefix, error);
    }
}
