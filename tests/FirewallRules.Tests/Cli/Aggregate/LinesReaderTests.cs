using System.Text;

namespace FirewallRules.Tests.Cli.Aggregate;

/// <summary>The two line readers accept and refuse the same lists.</summary>
[RandomSeeds]
public sealed class LinesReaderTests
{
    private const string List = "\ufeff# list\r\n10.0.0.0/24\n 10.0.1.0/255.255.255.0 # behind\n\n10.0.2.0 \t 255.255.254.0\r\n10.0.4.1-10.0.4.9\n2001:db8::1";

    [Test]
    public void Pieces_of_any_size_give_the_same([Range(1, 70)] int size)
    {
        var bytes = Encoding.UTF8.GetBytes(List);
        var read = ReadList.Of(sink => new EntryLinesReader(sink, netmasks: true), bytes, () => size);

        Assert.That(read, Is.EqualTo(new ReadList("10.0.0.0/24|10.0.1.0/255.255.255.0|10.0.2.0 \t 255.255.254.0|10.0.4.1-10.0.4.9|2001:db8::1", 7, "", "")));
        Assert.That(Plain(bytes, () => size), Is.EqualTo(("10.0.0.0/22, 10.0.4.1/32, 10.0.4.2/31, 10.0.4.4/30, 10.0.4.8/31, 2001:db8::1/128", 7L, 5L, "")));
    }

    [TestCase("10.0.0.0/255.0.255.0", "line 1: '10.0.0.0/255.0.255.0' is invalid: a netmask is ones followed by zeros, such as 255.255.255.0")]
    [TestCase("10.0.0.1 255.0.0.0", "line 1: '10.0.0.1 255.0.0.0' is invalid: bits are set to the right of the prefix; write the first address of the network")]
    [TestCase("\n\nx # y", "line 3: 'x' is invalid: it is neither an IPv4 nor an IPv6 address")]
    public void Reports_line_and_reason(string text, string failure)
    {
        Assert.That(ReadList.Of(sink => new EntryLinesReader(sink, netmasks: true), text).Failure, Is.EqualTo(failure));
        Assert.That(Plain(Encoding.UTF8.GetBytes(text), () => int.MaxValue).Failure, Is.EqualTo(failure));
    }

    [Test]
    public void Without_netmasks_they_are_refused()
        => Assert.That(
            ReadList.Of(sink => new EntryLinesReader(sink, netmasks: false), "10.0.0.0/255.0.0.0").Failure,
            Is.EqualTo("line 1: '10.0.0.0/255.0.0.0' is invalid: the prefix length is not a plain decimal number"));

    [Test]
    public void CSV_options_are_applied()
        => Assert.That(Plain("10.0.0.0/8,eu"u8.ToArray(), () => 99).Failure, Does.EndWith("; for CSV, select the column with --csv-column"));

    [Test]
    public void A_line_that_is_too_long_is_refused_by_both()
    {
        foreach (var blanks in new[] { 4083, 4084, 4085, 4086, 4087, 4088, 4096, 9000 })
        {
            var text = Encoding.UTF8.GetBytes("\ufeff" + new string(' ', blanks) + "10.0.0.0/24\r\n");
            var read = ReadList.Of(sink => new EntryLinesReader(sink, netmasks: true), text, () => 100);

            Assert.That(
                read.Failure.EndsWith("too long to hold an address", StringComparison.Ordinal),
                Is.EqualTo(blanks + 11 > AddressListReader.MaxLineLength));
            Assert.That(Plain(text, () => 100).Failure, Is.EqualTo(read.Failure));
        }
    }

    [Test]
    public void Random_lists_are_the_same_for_both()
    {
        var random = Seed.NewRandom();
        string[] parts =
        [
            "10.0.0.0", "10.0.1.2", "255.255.255.0", "255.0.255.0", "::", "::1", "/", "/24", "/255.255.255.0",
            " ", "\t", "-", "#", ";", "\r", "\n", "\n", "x",
        ];
        for (var i = 0; i < 20_000; i++)
        {
            var text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => parts[random.Next(parts.Length)])));
            var most = random.Next(1, 30);
            var set = new AddressSetBuilder();
            var read = ReadList.Of(
                sink => new EntryLinesReader(new EntrySink(set, each: null, sink.Refuse), netmasks: true), text, () => random.Next(1, most + 1));
            var plain = Plain(text, () => random.Next(1, most + 1));

            Assert.That(plain.Failure.Length > 0, Is.EqualTo(read.Failure.Length > 0), Encoding.UTF8.GetString(text));
            if (read.Failure.Length == 0)
            {
                Assert.That((plain.Set, plain.Lines), Is.EqualTo((set.ToAddressSet().ToString(), read.Lines)), Encoding.UTF8.GetString(text));
            }
        }
    }

    private static (string Set, long Lines, long Entries, string Failure) Plain(ReadOnlySpan<byte> text, Func<int> size)
    {
        var set = new AddressSetBuilder();
        var sink = new EntrySink(set, each: null, onInvalid: null);
        var reader = new PlainLinesReader(set, sink, netmasks: true);
        try
        {
            while (!text.IsEmpty)
            {
                var length = Math.Min(size(), text.Length);
                reader.Append(text[..length]);
                text = text[length..];
            }

            reader.Complete();
            return (set.ToAddressSet().ToString(), reader.LineCount, sink.EntryCount, "");
        }
        catch (ListFormatException e)
        {
            return ("", reader.LineCount, sink.EntryCount, e.Message);
        }
    }
}
