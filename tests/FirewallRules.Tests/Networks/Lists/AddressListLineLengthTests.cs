using System.Text;

namespace FirewallRules.Tests.Networks;

/// <summary>A line must mean the same however it is cut, and above all must never be read as a shorter one: /24 cut to /2 is a wide open door.</summary>
[RandomSeeds]
public sealed class AddressListLineLengthTests
{
    private const int Max = AddressListReader.MaxLineLength;

    [Test]
    public void The_longest_line_is_read_with_any_line_end_and_mark(
        [Values("", "\n", "\r\n")] string ending,
        [Values("", "\ufeff")] string mark,
        [Values(1, 7, 4095, 4096, 4097, 4098, 10_000)] int size)
    {
        var reader = Read(mark + Padded("64.0.0.0/24", Max) + ending, size, onInvalid: null);

        Assert.That(reader.Complete().ToString(), Is.EqualTo("64.0.0.0/24"));
        Assert.That((reader.LineCount, reader.EntryCount), Is.EqualTo((1L, 1L)));
    }

    [Test]
    public void A_line_over_the_limit_is_refused_whatever_its_length(
        [Range(1, 9)] int excess,
        [Values("", "\n", "\r\n")] string ending,
        [Values("", "\ufeff")] string mark,
        [Values(1, 7, 4096, 10_000)] int size)
    {
        var refusals = new List<CidrFormatException>();
        var reader = Read(mark + Padded("64.0.0.0/24", Max + excess) + ending, size, refusals.Add);

        Assert.That(reader.Complete(), Is.EqualTo(AddressSet.Empty));
        Assert.That(refusals.Select(refusal => (refusal.Line, refusal.Error)), Is.EqualTo(new (long?, CidrError)[] { (1, CidrError.LineTooLong) }));
    }

    [Test]
    public void The_refused_text_of_a_long_line_is_short_and_does_not_depend_on_the_pieces([Values(1, 100, 5_000, 100_000)] int size)
    {
        var refusals = new List<CidrFormatException>();
        Read("10.0.0.0/8\n" + new string('x', 50_000) + "\n10.0.0.0/8", size, refusals.Add).Complete();

        Assert.That(refusals.Single().Line, Is.EqualTo(2));
        Assert.That(refusals.Single().Text, Is.EqualTo(new string('x', Max)));
    }

    [Test]
    public void Ten_megabytes_of_garbage_are_refused_line_by_line_in_little_memory()
    {
        var garbage = new byte[10 << 20];
        Seed.NewRandom().NextBytes(garbage);
        var refused = 0;
        var reader = new AddressListReader(_ => refused++);
        reader.Append(garbage);

        // A line may by chance be empty or a comment, but hardly ever an address.
        Assert.That(reader.Complete().RangeCount, Is.LessThan(100));
        Assert.That(refused, Is.GreaterThan(10_000));
        Assert.That(() => AddressSet.Parse(garbage), Throws.TypeOf<CidrFormatException>());
    }

    [Test]
    public void Ten_megabytes_without_a_line_end_are_one_refused_line([Values(1_000, 10 << 20)] int size)
    {
        var line = new byte[10 << 20];
        line.AsSpan().Fill((byte)'1');
        var reader = new AddressListReader();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var at = 0; at < line.Length; at += size)
        {
            reader.Append(line.AsSpan(at, Math.Min(size, line.Length - at)));
        }

        var refusal = Assert.Throws<CidrFormatException>(() => reader.Complete())!;
        Assert.That((refusal.Line, refusal.Error), Is.EqualTo(((long?)1, CidrError.LineTooLong)));
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(1 << 20));
    }

    private static string Padded(string entry, int length) => new string(' ', length - entry.Length) + entry;

    private static AddressListReader Read(string list, int size, Action<CidrFormatException>? onInvalid)
    {
        var reader = new AddressListReader(onInvalid);
        foreach (var piece in Encoding.UTF8.GetBytes(list).Chunk(size))
        {
            reader.Append(piece);
        }

        return reader;
    }
}
