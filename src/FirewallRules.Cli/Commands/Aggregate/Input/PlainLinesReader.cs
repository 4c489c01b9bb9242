using System.Globalization;
using FirewallRules.Networks;

namespace FirewallRules.Cli.Commands.Aggregate;

/// <summary>Lines, read into a set by the library's own reader, which does not stop at each of them.</summary>
internal sealed class PlainLinesReader : IListReader
{
    private readonly AddressListReader _reader;
    private readonly EntrySink _sink;
    private readonly AddressSetBuilder _set;
    private readonly bool _netmasks;

    /// <param name="set">Where the entries go.</param>
    /// <param name="sink">What counts them and hears of bad ones.</param>
    /// <param name="netmasks">Whether a line that is refused may be an address with a netmask.</param>
    public PlainLinesReader(AddressSetBuilder set, EntrySink sink, bool netmasks)
    {
        (_set, _sink, _netmasks) = (set, sink, netmasks);
        _reader = new AddressListReader(OnInvalid, set);
    }

    public long LineCount => _reader.LineCount;

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
            e = error is CidrError.InvalidNetmask or CidrError.HostBitsSet ? new CidrFormatException(e.Text, error, e.Line) : e;
        }

        _sink.Refuse(e.Message + Hint(e.Text));
    }

    private static string Hint(string text) => text.Contains(',', StringComparison.Ordinal) ? "; of CSV, name the column with --csv-column" : "";
}
