using System.Globalization;
using System.Text;

namespace FirewallRules.Cli.Input;

/// <summary>Reads lines one by one, for entries that are needed one by one. The format is that of <see cref="AddressListReader"/>.</summary>
internal sealed class EntryLinesReader(EntrySink sink, bool netmasks) : IListReader
{
    // A byte order mark, the longest line, a carriage return, and one byte more to detect a line that is too long.
    private readonly ByteField _line = new(3 + AddressListReader.MaxLineLength + 1 + 1);

    public long LineCount { get; private set; }

    public string Place => string.Create(CultureInfo.InvariantCulture, $"line {LineCount}");

    public void Append(ReadOnlySpan<byte> utf8)
    {
        while (utf8.IndexOf((byte)'\n') is var end && end >= 0)
        {
            _line.Append(utf8[..end]);
            ReadLine();
            utf8 = utf8[(end + 1)..];
        }

        _line.Append(utf8);
    }

    public void Complete()
    {
        if (!_line.IsEmpty)
        {
            ReadLine();
        }
    }

    private void ReadLine()
    {
        LineCount++;
        var line = _line.Take();
        line = LineCount == 1 ? ByteOrderMark.Skip(line) : line;
        line = line.EndsWith("\r"u8) ? line[..^1] : line;
        if (line.Length > AddressListReader.MaxLineLength)
        {
            var start = Encoding.UTF8.GetString(line[..AddressListReader.MaxLineLength]);
            sink.Refuse($"{Place}: {CidrErrorText.Describe(start, CidrError.LineTooLong)}");
            return;
        }

        var comment = line.IndexOfAny((byte)'#', (byte)';');
        var entry = (comment < 0 ? line : line[..comment]).Trim(" \t\r"u8);
        if (!entry.IsEmpty)
        {
            sink.Take(entry, this, netmasks);
        }
    }
}
