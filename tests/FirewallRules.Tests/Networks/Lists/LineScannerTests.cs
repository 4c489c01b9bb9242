using System.Buffers.Binary;
using System.Net;
using System.Text;
using FirewallRules.Networks;

namespace FirewallRules.Tests.Networks;

/// <summary>The scanner is a fast path of the strict parser: it accepts plain lines with the same result, and nothing that the parser refuses.</summary>
[RandomSeeds]
public sealed class LineScannerTests
{
    private const string Alphabet = "0123456789abcdefABCDEFg.:/%- \r\n\t#;+x";

    private static readonly string[] Plain =
    [
        "0.0.0.0", "255.255.255.255", "255.255.255.254/31", "128.0.0.0/1", "10.0.0.0/8", "1.2.3.4/32", "9.10.100.0/24", "99.199.0.0/16",
        "::", "::1", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:fffe/127", "8000::/1", "2001:db8::/32",
        "2001:DB8:0:1::/64", "::1:0:0/96", "1::8", "1:2:3:4:5:6:7::", "::2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8/128", "fe80::/10", "0:0::/3", "::/128",
    ];

    [Test]
    public void Plain_lines_are_parsed([ValueSource(nameof(Plain))] string line, [Values("\n", "\r\n")] string end)
    {
        Assert.That(Scan(line + end, out var range), Is.EqualTo(line.Length + end.Length));
        Assert.That(range, Is.EqualTo(AddressRange.Parse(line)));
    }

    [Test]
    public void Octets_of_all_lengths_are_taken([Values("\n", "\r\n", "/32\n", "/32\r\n")] string end)
    {
        int[] octets = [0, 9, 10, 42, 99, 100, 255];
        foreach (var line in from a in octets from b in octets from c in octets from d in octets select $"{a}.{b}.{c}.{d}")
        {
            Assert.That(Scan(line + end, out var range), Is.EqualTo(line.Length + end.Length), line);
            Assert.That(range, Is.EqualTo(AddressRange.Parse(line)));
        }
    }

    // What is written in one way is read in the same way: the framework says which text is right.
    [Test]
    public void Groups_of_all_lengths_are_parsed_and_written([Values("/64\n", "/64\r\n")] string end)
    {
        ushort[] groups = [0, 1, 0xa, 0x10, 0xbc, 0x100, 0xdef, 0x1000, 0xffff];
        foreach (var high in
            from a in groups
            from b in groups
            from c in groups
            from d in groups
            select ((ulong)a << 48) | ((ulong)b << 32) | ((ulong)c << 16) | d)
        {
            var bytes = new byte[16];
            BinaryPrimitives.WriteUInt64BigEndian(bytes, high);
            var line = new IPAddress(bytes).ToString();
            Assert.That(Scan(line + end, out var range), Is.EqualTo(line.Length + end.Length), line);
            Assert.That(range, Is.EqualTo(AddressRange.Parse(line + "/64")));
            Assert.That(new Cidr(new IPAddress(bytes), 64).ToString(), Is.EqualTo(line + "/64"));
        }
    }

    [Test]
    public void The_parser_reads_accepted_lines_the_same()
    {
        var random = Seed.NewRandom();
        var taken = 0;
        for (var i = 0; i < 400_000; i++)
        {
            var text = new StringBuilder(Plain[random.Next(Plain.Length)]).Append('\n');
            for (var change = random.Next(4); change > 0; change--)
            {
                Mutate(text, random);
            }

            var used = Scan(text.ToString(), out var range);
            if (used == 0)
            {
                continue;
            }

            var line = text.ToString(0, used);
            Assert.That(line.IndexOf('\n', StringComparison.Ordinal), Is.EqualTo(used - 1), Show(line));
            Assert.That(
                AddressRange.TryParse(line.TrimEnd('\n').TrimEnd('\r'), CidrStyles.BareAddress, out var parsed, out var error),
                Is.True,
                $"{Show(line)}: {error}");
            Assert.That(range, Is.EqualTo(parsed), Show(line));
            taken++;
        }

        Assert.That(taken, Is.GreaterThan(100_000));
    }

    private static void Mutate(StringBuilder text, Random random)
    {
        var (at, letter) = (random.Next(text.Length), Alphabet[random.Next(Alphabet.Length)]);
        switch (random.Next(3))
        {
            case 0:
                text[at] = letter;
                break;
            case 1:
                text.Insert(at, letter);
                break;
            default:
                text.Remove(at, Math.Min(text.Length - 1, 1));
                break;
        }
    }

    // The bytes after the line must not matter: digits and dots would continue it.
    private static int Scan(string line, out AddressRange range)
    {
        var text = Encoding.Latin1.GetBytes(line + new string('1', LineScanner.ReadAhead));
        var (used, ipv4, ipv6) = (0, new IPv4Range[1], new IPv6Prefix[1]);
        if (LineScanner.ReadIPv4(text, 0, ipv4, ref used) > 0)
        {
            range = new AddressRange(IpFamily.IPv4, ipv4[0].First, ipv4[0].Last);
            return used;
        }

        LineScanner.ReadIPv6(text, 0, ipv6, ref used);
        var address = new UInt128(ipv6[0].High, ipv6[0].Low);
        range = new AddressRange(IpFamily.IPv6, address, address | IpFamily.IPv6.HostMask(ipv6[0].Length));
        return used;
    }

    private static string Show(string line) => line.Replace("\n", "\\n", StringComparison.Ordinal).Replace("\r", "\\r", StringComparison.Ordinal);
}
