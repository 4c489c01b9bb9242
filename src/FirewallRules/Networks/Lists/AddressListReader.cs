using System.Text;
using FirewallRules.Networks;

namespace FirewallRules;

/// <summary>Reads a list of addresses from UTF-8 text in chunks of any size.</summary>
/// <remarks>
/// Each line has one prefix, address or <c>first-last</c> range. Blank lines, blanks around an entry, a byte order mark, CRLF line ends, and
/// comments that start with <c>#</c> or <c>;</c> (on their own line or after an entry) are permitted. Prefixes with host bits are invalid.
/// The text is not kept, so memory grows with the merged set only. After an exception the reader must not be used any more. Not safe for use
/// by several threads at once.
/// </remarks>
public sealed class AddressListReader
{
    /// <summary>The maximum length of a line in bytes, without its line end.</summary>
    public const int MaxLineLength = 4096;

    // A byte order mark, the longest line, a carriage return, and one byte more to detect a line that is too long. A truncated line must not
    // be parsed: it could be another prefix, /2 instead of /24.
    private const int PartialLineCapacity = 3 + MaxLineLength + 1 + 1;

    private const int BatchLength = 128;

    private readonly AddressSetBuilder _set;
    private readonly byte[] _partialLine = new byte[PartialLineCapacity];

    // Lines are read in batches and then added: see the README of this folder.
    private readonly IPv4Range[] _ipv4 = new IPv4Range[BatchLength];
    private readonly IPv6Prefix[] _ipv6 = new IPv6Prefix[BatchLength];
    private readonly Action<CidrFormatException>? _onInvalid;
    private int _partialLength;

    /// <summary>Creates a reader.</summary>
    /// <param name="onInvalid">Receives each invalid line, which is then skipped; <see langword="null"/> to throw at the first one.</param>
    /// <param name="into">Receives the entries, so that several lists can be read into one set; <see langword="null"/> for a new builder.</param>
    public AddressListReader(Action<CidrFormatException>? onInvalid = null, AddressSetBuilder? into = null)
    {
        _onInvalid = onInvalid;
        _set = into ?? new AddressSetBuilder();
    }

    /// <summary>How many lines have been read, including empty lines and comments.</summary>
    public long LineCount { get; private set; }

    /// <summary>How many valid entries have been read.</summary>
    public long EntryCount { get; private set; }

    /// <summary>Reads the next chunk of the text. A line may continue in the next chunk.</summary>
    /// <exception cref="CidrFormatException">A line is invalid, and there is no handler for invalid lines.</exception>
    public void Append(ReadOnlySpan<byte> utf8)
    {
        while (true)
        {
            if (_partialLength == 0)
            {
                utf8 = utf8[ReadPlainLines(utf8, utf8.Length - LineScanner.ReadAhead)..];
            }

            var end = utf8.IndexOf((byte)'\n');
            if (end < 0)
            {
                break;
            }

            if (_partialLength > 0 || utf8.Length < LineScanner.ReadAhead)
            {
                AppendPartial(utf8[..end]);
                ReadPartialLine();
            }
            else
            {
                ReadLine(utf8[..end]);
            }

            utf8 = utf8[(end + 1)..];
        }

        AppendPartial(utf8);
    }

    /// <summary>Ends the text, whose last line needs no line end, and returns the set. More text can be read into the same set later.</summary>
    /// <exception cref="CidrFormatException">The last line is invalid, and there is no handler for invalid lines.</exception>
    public AddressSet Complete()
    {
        End();
        return _set.ToAddressSet();
    }

    /// <summary>Ends the text, whose last line needs no line end, without building a set: for several texts that are read into one builder.</summary>
    /// <exception cref="CidrFormatException">The last line is invalid, and there is no handler for invalid lines.</exception>
    public void End()
    {
        if (_partialLength > 0)
        {
            ReadPartialLine();
        }
    }

    // Reads plain lines from the start, up to the first other line or the first that starts after 'lastStart'. Returns how many bytes were read.
    private int ReadPlainLines(ReadOnlySpan<byte> utf8, int lastStart)
    {
        var at = 0;
        var hasMore = LineScanner.IsSupported;
        while (hasMore)
        {
            var ipv4 = LineScanner.ReadIPv4(utf8, lastStart, _ipv4, ref at);
            _set.Add(_ipv4, ipv4);
            LineCount += ipv4;
            EntryCount += ipv4;
            hasMore = at <= lastStart && (ipv4 == _ipv4.Length || ReadPlainIPv6(utf8, lastStart, ref at));
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

    private void AppendPartial(ReadOnlySpan<byte> text)
    {
        var taken = Math.Min(text.Length, _partialLine.Length - _partialLength);
        text[..taken].CopyTo(_partialLine.AsSpan(_partialLength));
        _partialLength += taken;
    }

    private void ReadPartialLine()
    {
        var length = _partialLength;
        _partialLength = 0;

        // A short plain line can still be scanned, because the scanner may read ahead in the buffer.
        if (length < LineScanner.ReadAhead)
        {
            _partialLine[length] = (byte)'\n';
            if (ReadPlainLines(_partialLine, lastStart: 0) > 0)
            {
                return;
            }
        }

        ReadLine(_partialLine.AsSpan(0, length));
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
            Reject(line[..MaxLineLength], CidrError.LineTooLong);
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
            Reject(entry, error);
        }
    }

    private void Reject(ReadOnlySpan<byte> text, CidrError error)
    {
        var exception = new CidrFormatException(Encoding.UTF8.GetString(text), error, LineCount);
        (_onInvalid ?? throw exception)(exception);
    }
}
