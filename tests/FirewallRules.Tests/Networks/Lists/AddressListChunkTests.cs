using System.Text;

namespace FirewallRules.Tests.Networks;

/// <summary>A list is read and written the same in chunks of any size.</summary>
public sealed class AddressListChunkTests
{
    private static readonly string List = string.Concat(Enumerable.Range(0, 400).Select(i => Line(new Random(i), i)));

    [Test]
    public void Chunks_of_any_size_read_the_same([Range(1, 70)] int size)
    {
        var text = Encoding.UTF8.GetBytes(List);
        var (whole, pieces) = (new AddressListReader(), new AddressListReader());
        whole.Append(text);
        for (var at = 0; at < text.Length; at += size)
        {
            pieces.Append(text.AsSpan(at, Math.Min(size, text.Length - at)));
        }

        Assert.That(pieces.Complete(), Is.EqualTo(whole.Complete()));
        Assert.That((pieces.LineCount, pieces.EntryCount), Is.EqualTo((whole.LineCount, whole.EntryCount)));
        Assert.That(whole.EntryCount, Is.GreaterThan(300));
    }

    [Test]
    public void An_invalid_line_is_reported_wherever_the_text_is_cut([Values(1, 7, 64, 65, 5000)] int size)
    {
        var text = Encoding.UTF8.GetBytes(List + "10.0.0.1/8\n" + List);
        var reader = new AddressListReader();

        var refusal = Assert.Throws<CidrFormatException>(() =>
        {
            for (var at = 0; at < text.Length; at += size)
            {
                reader.Append(text.AsSpan(at, Math.Min(size, text.Length - at)));
            }
        });
        Assert.That(refusal!.Line, Is.EqualTo(List.Count(unit => unit == '\n') + 1));
        Assert.That(refusal.Error, Is.EqualTo(CidrError.HostBitsSet));
    }

    [Test]
    public void Chunks_of_any_size_write_the_same([Range(64, 134, 7)] int size, [Values(false, true)] bool fromBuilder)
    {
        var set = AddressSet.Parse(List).Union(AddressSet.Parse("255.255.255.254/31\nffff:ffff:ffff:ffff:ffff:ffff:ffff:fffe/127\n::ffff:1.2.3.4"));
        var writer = fromBuilder ? new AddressListWriter(new AddressSetBuilder().Add(set)) : new AddressListWriter(set);
        var (piece, text) = (new byte[size], new StringBuilder());
        while (writer.Write(piece) is var length && length > 0)
        {
            text.Append(Encoding.ASCII.GetString(piece, 0, length));
        }

        Assert.That(text.ToString(), Is.EqualTo(string.Concat(set.Select(prefix => prefix + "\n"))));
        Assert.That(writer.PrefixCount, Is.EqualTo(set.CountPrefixes()));
        Assert.That(writer.Write(piece), Is.Zero);
    }

    [Test]
    public void Writing_the_empty_and_the_full_set_ends([Values(false, true)] bool everything)
    {
        var writer = new AddressListWriter(everything ? AddressSet.Empty.Complement() : AddressSet.Empty);
        var piece = new byte[AddressListWriter.MinBufferLength];
        var text = "";
        while (writer.Write(piece) is var length && length > 0)
        {
            text += Encoding.ASCII.GetString(piece, 0, length);
        }

        Assert.That(text, Is.EqualTo(everything ? "0.0.0.0/0\n::/0\n" : ""));
        Assert.That((writer.CoversAll(IpFamily.IPv4), writer.CoversAll(IpFamily.IPv6)), Is.EqualTo((everything, everything)));
        Assert.Throws<ArgumentOutOfRangeException>(() => writer.CoversAll(default));
    }

    [Test]
    public void A_buffer_too_short_for_a_line_is_refused()
        => Assert.Throws<ArgumentException>(() => new AddressListWriter(AddressSet.AllIPv4).Write(new byte[AddressListWriter.MinBufferLength - 1]));

    private static string Line(Random random, int i)
    {
        var ipv4 = $"{random.Next(256)}.{random.Next(256)}.{random.Next(4) * 64}.0/{random.Next(24, 33)}";
        var ipv6 = $"{random.Next(65536):x}:{random.Next(65536):x}:{random.Next(65536):x}::/{random.Next(48, 129)}";
        return (i % 10) switch
        {
            0 => $"  {ipv4}\t# a comment\r\n",
            1 => "\n",
            2 => $"{ipv6}\r\n",
            3 => "192.0.2.1 - 192.0.2.9\n",
            4 or 5 => ipv6 + "\n",
            _ => ipv4 + "\n",
        };
    }
}
