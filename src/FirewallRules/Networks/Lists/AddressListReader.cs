using System.Text;
using FirewallRules.Networks;

namespace FirewallRules;

/// <summary>Reads a list of addresses from UTF-8 text that comes in pieces of any size.</summary>
/// <remarks>
/// One prefix, address or <c>first-last</c> range a line. Blank lines, blanks around an entry, a byte order mark, CRLF line ends, and
/// comments that start with <c>#</c> or <c>;</c> (on a line of their own or behind an entry) are allowed. A prefix with host bits is
/// refused. The text itself is not kept, so a list of any size takes the memory of its merged set.
/// A reader that has thrown has lost its place in the text and is of no further use.
/// </remarks>
public sealed class AddressListReader
{
    /// <summary>The longest line in bytes, without its line end.</summary>
    public const int MaxLineLength = 4096;

    // A byte order mark before the longest line, a carriage return behind it, and one byte that tells a longer line from it: a line that
    // is cut short and still read would be another prefix, /2 for /24.
    private const int MaxCarriedLength = 3 + MaxLineLength + 1 + 1;

    private const int BatchLength = 128;

    private readonly AddressSetBuilder _set;
    private readonly byte[] _carried = new byte[MaxCarriedLength];

    // Lines are read many at a time and then added, so that either loop keeps to registers, and the processor waits for the memory of many
    // prefixes at once.
    private readonly IPv4Range[] _ipv4 = new IPv4Range[BatchLength];
    private readonly IPv6Prefix[] _ipv6 = new IPv6Prefix[BatchLength];
    private readonly Action<CidrFormatException>? _onInvalid;
    private int _carriedLength;

    /// <summary>Creates a reader.</summary>
    /// <param name="onInvalid">Is told of each bad line, which is then skipped; <see langword="null"/> throws at the first one instead.</param>
    /// <param name="into">Collects the entries, so that several lists can go into one set; <see langword="null"/> starts an empty set.</param>
    public AddressListReader(Action<CidrFormatException>? onInvalid = null, AddressSetBuilder? into = null)
    {
        _onInvalid = onInvalid;
        _set = into ?? new AddressSetBuilder();
    }

    /// <summary>How many lines were read, empty ones and comments included.</summary>
    public long LineCount { get; private set; }

    /// <summary>How many entries were taken.</summary>
    public long EntryCount { get; private set; }

    /// <summary>Reads the next piece of the text; a line may be split between pieces anywhere.</summary>
    /// <exception cref="CidrFormatException">A line is no entry, and no handler for bad lines was given.</exception>
    public void Append(ReadOnlySpan<byte> utf8)
    {
        while (true)
        {
            if (_carriedLength == 0)
            {
                utf8 = utf8[ReadPlainLines(utf8, utf8.Length - LineScanner.ReadAhead)..];
            }

            var end = utf8.IndexOf((byte)'\n');
            if (end < 0)
            {
                break;
            }

            if (_carriedLength > 0 || utf8.Length < LineScanner.ReadAhead)
            {
                Carry(utf8[..end]);
                ReadCarried();
            }
            else
            {
                ReadLine(utf8[..end]);
            }

            utf8 = utf8[(end + 1)..];
        }

        Carry(utf8);
    }

    /// <summary>Ends the text, whose last line needs no line end, and gives the set. The reader can then read on into the same set.</summary>
    /// <exception cref="CidrFormatException">The last line is no entry, and no handler for bad lines was given.</exception>
    public AddressSet Complete()
    {
        End();
        return _set.ToAddressSet();
    }

    /// <summary>Ends the text, whose last line needs no line end, without making a set yet: for readers of several texts into one builder.</summary>
    /// <exception cref="CidrFormatException">The last line is no entry, and no handler for bad lines was given.</exception>
    public void End()
    {
        if (_carriedLength > 0)
        {
            ReadCarried();
        }
    }

    // Reads the lines from the start on that are plain and start no later than said.
    private int ReadPlainLines(ReadOnlySpan<byte> utf8, int lastStart)
    {
        var at = 0;
        var more = LineScanner.IsSupported;
        while (more)
        {
            var ipv4 = LineScanner.ReadIPv4(utf8, lastStart, _ipv4, ref at);
            _set.Add(_ipv4, ipv4);
            LineCount += ipv4;
            EntryCount += ipv4;
            more = at <= lastStart && (ipv4 == _ipv4.Length || ReadPlainIPv6(utf8, lastStart, ref at));
        }

        return at;
    }

    private bool ReadPlainIPv6(ReadOnlySpan<byte> utf8, int lastStart, ref int at)
    {
        var ipv6 = LineScanner.ReadIPv6(utf8, lastStart, _ipv6, ref at);
        _set.Add(_ipv6, ipv6);
        LineCount += ipv6;
        EntryCount += ipv6;
        return ipv6 > 0;
    }

    private void Carry(ReadOnlySpan<byte> piece)
    {
        var taken = Math.Min(piece.Length, _carried.Length - _carriedLength);
        piece[..taken].CopyTo(_carried.AsSpan(_carriedLength));
        _carriedLength += taken;
    }

    private void ReadCarried()
    {
        var length = _carriedLength;
        _carriedLength = 0;

        // There is room to reach into, so that a plain line can still be scanned once its end is put behind it.
        if (length < LineScanner.ReadAhead)
        {
            _carried[length] = (byte)'\n';
            if (ReadPlainLines(_carried, lastStart: 0) > 0)
            {
                return;
            }
        }

        ReadLine(_carried.AsSpan(0, length));
    }

    private void ReadLine(ReadOnlySpan<byte> line)
    {
        LineCount++;
        if (line.IsEmpty)
        {
            return;
        }

        if (LineCount == 1 && line.StartsWith(Encoding.UTF8.Preamble))
        {
            line = line[Encoding.UTF8.Preamble.Length..];
        }

        line = line.EndsWith("\r"u8) ? line[..^1] : line;
        if (line.Length > MaxLineLength)
        {
            Refuse(line[..MaxLineLength], CidrError.LineTooLong);
            return;
        }

        var comment = line.IndexOfAny((byte)'#', (byte)';');
        var entry = (comment < 0 ? line : line[..comment]).Trim(" \t\r"u8);
        if (entry.IsEmpty)
        {
            return;
        }

        ReadEntry(entry);
    }

    private void ReadEntry(ReadOnlySpan<byte> entry)
    {
        if (AddressRange.TryParse(entry, CidrStyles.BareAddress, out var range, out var error))
        {
            _set.Add(range);
            EntryCount++;
        }
        else
        {
            Refuse(entry, error);
        }
    }

    private void Refuse(ReadOnlySpan<byte> text, CidrError error)
    {
        var refusal = new CidrFormatException(Encoding.UTF8.GetString(text), error, LineCount);
        (_onInvalid ?? throw refusal)(refusal);
    }
}
