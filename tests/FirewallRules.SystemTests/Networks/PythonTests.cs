using System.Buffers.Binary;
using System.Net;
using System.Text;
using FirewallRules.Networks;

namespace FirewallRules.SystemTests;

/// <summary>A million prefixes in any order and form merge to what Python's <c>ipaddress</c> makes of them, to the byte.</summary>
[TestFixture(IpFamily.IPv4)]
[TestFixture(IpFamily.IPv6)]
[Tools]
public sealed class PythonTests(IpFamily family)
{
    private const int Count = 1_000_000;
    private const int PieceLength = 64 * 1024;

    private const string Script =
        """
        import gc, ipaddress, sys
        gc.disable()  # twice as fast, and nothing here has cycles
        merged = ipaddress.collapse_addresses([ipaddress.ip_network(line.rstrip()) for line in sys.stdin])
        sys.stdout.writelines(f"{prefix}\n" for prefix in merged)
        """;

    private readonly Random _random = Seed.NewRandom();
    private readonly int _bits = family == IpFamily.IPv4 ? 32 : 128;
    private string[] _sorted = [];
    private string[] _lines = [];
    private byte[] _expected = [];

    [OneTimeSetUp]
    public void AskPython()
    {
        Tool.RequireCommands("python3");
        var prefixes = Enumerable.Range(0, Count).Select(_ => Prefix()).ToArray();
        _lines = [.. prefixes.Select(Text)];
        _sorted = [.. prefixes.Order().Select(Text)];
        var python = Shell.Run("python3", ["-c", Script], string.Join('\n', _lines) + "\n");
        Assert.That(python.ExitCode, Is.Zero, python.Error);
        _expected = Encoding.ASCII.GetBytes(python.Output);
        Assert.That(_expected, Has.Length.InRange(1_000_000, 20_000_000), "Python's answer");
    }

    [Test]
    public void In_random_order() => Merges(string.Join('\n', _lines) + "\n");

    [Test]
    public void Sorted() => Merges(string.Join('\n', _sorted) + "\n");

    [Test]
    public void Reversed() => Merges(string.Join('\n', _sorted.Reverse()) + "\n");

    [Test]
    public void Shuffled_and_duplicated_lines()
    {
        string[] twice = [.. _sorted, .. _lines];
        _random.Shuffle(twice);
        Merges(string.Join('\n', twice) + "\n");
    }

    [Test]
    public void With_carriage_returns() => Merges(string.Join("\r\n", _lines) + "\r\n");

    [Test]
    public void Without_a_last_line_end() => Merges(string.Join('\n', _sorted));

    private void Merges(string list)
    {
        var text = Encoding.ASCII.GetBytes(list);
        var (set, entries) = Read(text);
        Assert.That(entries, Is.EqualTo(list.Count(unit => unit == '/')));
        IsPythons(Written(new AddressListWriter(set.ToAddressSet())));

        // Without a set in between, and by halves that meet when they are written.
        IsPythons(Written(new AddressListWriter(set)));
        var half = text.AsSpan(text.Length / 2).IndexOf((byte)'\n') + (text.Length / 2) + 1;
        var partitions = new AddressListPartitions([Read(text.AsSpan(..half)).Set, Read(text.AsSpan(half..)).Set]);
        IsPythons([.. Enumerable.Range(0, partitions.Count).SelectMany(partition => Written(partitions.Open(partition)))]);
    }

    private (AddressSetBuilder Set, long Entries) Read(ReadOnlySpan<byte> text)
    {
        var set = new AddressSetBuilder();
        var reader = new AddressListReader(into: set);
        while (!text.IsEmpty)
        {
            var length = Math.Min(_random.Next(1, 2 * PieceLength), text.Length);
            reader.Append(text[..length]);
            text = text[length..];
        }

        reader.End();
        return (set, reader.EntryCount);
    }

    private static byte[] Written(AddressListWriter writer)
    {
        var (piece, merged) = (new byte[PieceLength], new MemoryStream());
        while (writer.Write(piece) is var written && written > 0)
        {
            merged.Write(piece, 0, written);
        }

        return merged.ToArray();
    }

    private void IsPythons(byte[] merged) => Assert.That(merged.AsSpan().SequenceEqual(_expected), FirstDifference(merged));

    private string FirstDifference(byte[] merged)
    {
        var at = merged.AsSpan().CommonPrefixLength(_expected);
        return $"The answers part at byte {at}: {Excerpt(merged, at)} for Python's {Excerpt(_expected, at)}";
    }

    private static string Excerpt(byte[] text, int at)
        => Encoding.ASCII.GetString(text.AsSpan(Math.Max(0, at - 50)..Math.Min(text.Length, at + 50))).ReplaceLineEndings(" ");

    // Most lie anywhere, as in a routing table; the rest crowd at both ends of the space and in its middle, where whole ranges come together.
    private (UInt128 First, int Length) Prefix()
    {
        var usual = family == IpFamily.IPv4 ? 24 : 48;
        var length = Math.Clamp(usual + (_random.Next(3) == 0 ? _random.Next(-usual / 3, usual / 3) : 0), 1, _bits);
        length = _random.Next(50) == 0 ? _bits : length;
        var space = _bits == 128 ? UInt128.MaxValue : uint.MaxValue;
        var near = (UInt128)_random.Next(100_000) << (_bits - length);
        var place = _random.Next(12) switch
        {
            0 => near & space,
            1 => space - (near & space),
            2 => (space / 2) + near,
            _ => new UInt128((ulong)_random.NextInt64(long.MaxValue) << 1, (ulong)_random.NextInt64()) >> (128 - _bits),
        };
        return (place >> (_bits - length) << (_bits - length) & space, length);
    }

    private string Text((UInt128 First, int Length) prefix)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, prefix.First);
        return $"{new IPAddress(bytes[(16 - (_bits / 8))..])}/{prefix.Length}";
    }
}
