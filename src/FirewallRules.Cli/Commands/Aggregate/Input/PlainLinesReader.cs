using System.Globalization;

namespace FirewallRules.Cli.Commands.Aggregate;

/// <summary>Lines, read into a set by the library's own reader, which does not stop at each of them.</summary>
internal sealed class PlainLinesReader : IListReader
{
    private readonly AddressListReader _reader;
    private readonly EntrySink _sink;
    private readonly AddressSetBuilder _set;
    private readonly bool _netmasks;
    private readonly int _linesBefore;

    /// <param name="set">Where the entries go.</param>
    /// <param name="sink">What counts them and hears of bad ones.</param>
    /// <param name="netmasks">Whether a line that is refused may be an address with a netmask.</param>
    /// <param name="continues">Whether other lines of the list stand before these.</param>
    public PlainLinesReader(AddressSetBuilder set, EntrySink sink, bool netmasks, bool continues = false)
    {
        (_set, _sink, _netmasks) = (set, sink, netmasks);
        _reader = new AddressListReader(OnInvalid, set);
        if (continues)
        {
            // A byte order mark is part of the first line alone.
            _reader.Append("\n"u8);
            _linesBefore = 1;
        }
    }

    public long LineCount => _reader.LineCount - _linesBefore;

    public string Place => string.Create(CultureInfo.InvariantCulture, $"line {LineCount}");

    public void Append(ReadOnlySpan<byte> utf8) => _reader.Append(utf8);

    public void Complete()
    {
        _reader.End();
        _sink.EntryCount += _reader.EntryCount;
    }

    private void OnInvalid(CidrFormatException e)
    {
        if (_netmasks && e.Error != CidrError.LineTooLong && e.Text.Contains('.', StringComparison.Ordinal))
        {
            if (AddressRange.TryParse(e.Text, CidrStyles.Netmask, out var range, out var error))
            {
                _set.Add(range);
                _sink.EntryCount++;
                return;
            }

            // Of a netmask it is told what is wrong with the netmask.
            e = error is CidrError.InvalidNetmask or CidrError.HostBitsSet ? new CidrFormatException(e.Text, error) : e;
        }

        _sink.Refuse(new ListFault(new CidrFormatException(e.Text, e.Error).Message + Hint(e.Text), LineCount));
    }

    private static string Hint(string text) => text.Contains(',', StringComparison.Ordinal) ? "; of CSV, name the column with --csv-column" : "";
}
