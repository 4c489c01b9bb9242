using System.Text;

namespace FirewallRules.Tests.Networks;

public sealed class AddressListReaderTests
{
    private const string Mixed = """
        # a list of every form
        10.0.0.0/24
           10.0.1.0/24 ; the other half

        192.0.2.1	# an address
        198.51.100.4-198.51.100.7
        198.51.100.8 - 198.51.100.11
        198.51.100.12	-198.51.100.15
        ;2001:db8::/32
        2001:db8::/33
        2001:db8:8000::-2001:db8:ffff:ffff:ffff:ffff:ffff:ffff
        ffff::1
        """;

    private const string MixedSet = "10.0.0.0/23, 192.0.2.1/32, 198.51.100.4/30, 198.51.100.8/29, 2001:db8::/32, ffff::1/128";

    [TestCase("")]
    [TestCase("\n")]
    [TestCase("\r\n")]
    [TestCase("\n\n# the end\n")]
    public void Reads_comments_blanks_ranges_and_addresses(string ending)
    {
        var reader = new AddressListReader();
        reader.Append(Encoding.UTF8.GetBytes(Mixed + ending));

        Assert.That(reader.Complete().ToString(), Is.EqualTo(MixedSet));
        Assert.That(reader.EntryCount, Is.EqualTo(9));
        Assert.That(reader.LineCount, Is.EqualTo(12 + Math.Max(0, ending.Count(unit => unit == '\n') - 1)));
    }

    [Test]
    public void Line_ends_and_a_byte_order_mark_do_not_matter()
    {
        var crlf = "\ufeff" + Mixed.Replace("\n", "\r\n", StringComparison.Ordinal);

        Assert.That(AddressSet.Parse(crlf), Is.EqualTo(AddressSet.Parse(Mixed)));
        Assert.That(AddressSet.Parse(Encoding.UTF8.GetBytes(crlf)), Is.EqualTo(AddressSet.Parse(Mixed)));
    }

    [TestCase("")]
    [TestCase("\ufeff")]
    [TestCase("\n\r\n \t \n")]
    [TestCase("# 10.0.0.0/8")]
    public void An_empty_list_is_the_empty_set(string list) => Assert.That(AddressSet.Parse(list), Is.EqualTo(AddressSet.Empty));

    [TestCase("10.0.0.0/8\n10.0.0.1/8\n", 2, "10.0.0.1/8", CidrError.HostBitsSet)]
    [TestCase("\ufeff\r\n\r\n# x\r\n  10/8 # short\r\n", 4, "10/8", CidrError.NotFourOctets)]
    [TestCase("10.0.0.9-10.0.0.1", 1, "10.0.0.9-10.0.0.1", CidrError.ReversedRange)]
    [TestCase("10.0.0.1-::1", 1, "10.0.0.1-::1", CidrError.MixedFamilies)]
    [TestCase("10.0.0.1-", 1, "10.0.0.1-", CidrError.Empty)]
    [TestCase("-10.0.0.1", 1, "-10.0.0.1", CidrError.Empty)]
    [TestCase("10.0.0.1-10.0.0.2-10.0.0.3", 1, "10.0.0.1-10.0.0.2-10.0.0.3", CidrError.InvalidCharacter)]
    [TestCase("10.0.0.0/24-10.0.1.0/24", 1, "10.0.0.0/24-10.0.1.0/24", CidrError.InvalidCharacter)]
    [TestCase("10.0.0.1 10.0.0.2", 1, "10.0.0.1 10.0.0.2", CidrError.InvalidCharacter)]
    [TestCase("10.0.0.1\r10.0.0.2", 1, "10.0.0.1\r10.0.0.2", CidrError.InvalidCharacter)]
    [TestCase("10.0.0.0/8\n\ufeff10.0.0.0/8", 2, "\ufeff10.0.0.0/8", CidrError.InvalidCharacter)]
    [TestCase("::1%eth0", 1, "::1%eth0", CidrError.ZoneId)]
    public void A_bad_line_is_reported(string list, int line, string text, CidrError error)
    {
        var refusal = Assert.Throws<CidrFormatException>(() => AddressSet.Parse(list))!;

        using (Assert.EnterMultipleScope())
        {
            Assert.That((refusal.Line, refusal.Text, refusal.Error), Is.EqualTo(((long?)line, text, error)));
            Assert.That(refusal.Message, Does.StartWith($"line {line}: '"));
            Assert.That(refusal.Message, Has.None.LessThan(' '), "a message stays on its line");
        }
    }

    [Test]
    public void Bad_lines_are_skipped_when_a_handler_is_given()
    {
        var refusals = new List<CidrFormatException>();
        var reader = new AddressListReader(refusals.Add);
        reader.Append("bad\n10.0.0.0/9\n10.0.0.1/8\n10.128.0.0/9\nworse"u8);

        Assert.That(reader.Complete().ToString(), Is.EqualTo("10.0.0.0/8"));
        Assert.That(
            refusals.Select(refusal => (refusal.Line, refusal.Text)),
            Is.EqualTo(new (long?, string)[] { (1, "bad"), (3, "10.0.0.1/8"), (5, "worse") }));
        Assert.That((reader.LineCount, reader.EntryCount), Is.EqualTo((5L, 2L)));
    }

    [Test]
    public void A_reader_can_be_used_after_completion()
    {
        var reader = new AddressListReader();
        reader.Append("10.0.0.0/9"u8);
        Assert.That(reader.Complete().ToString(), Is.EqualTo("10.0.0.0/9"));
        reader.Append("10.128.0.0/9"u8);
        Assert.That(reader.Complete().ToString(), Is.EqualTo("10.0.0.0/8"));
    }

    [Test]
    public void Pieces_of_any_size_give_the_same_set_and_counts([Range(1, 70)] int size)
    {
        var list = Encoding.UTF8.GetBytes("\ufeff" + Mixed.Replace("\n", "\r\n", StringComparison.Ordinal) + "\r\nbad\r\n");
        var refusals = new List<(long?, string)>();
        var reader = new AddressListReader(refusal => refusals.Add((refusal.Line, refusal.Text)));
        foreach (var piece in list.Chunk(size))
        {
            reader.Append(piece);
        }

        Assert.That(reader.Complete().ToString(), Is.EqualTo(MixedSet));
        Assert.That((reader.LineCount, reader.EntryCount), Is.EqualTo((13L, 9L)));
        Assert.That(refusals, Is.EqualTo(new (long?, string)[] { (13, "bad") }));
    }
}
