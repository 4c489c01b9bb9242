using System.Globalization;

namespace FirewallRules.Cli.Input;

/// <summary>Reads lines into a set with the reader of the library, in batches.</summary>
internal sealed class PlainLinesReader : IListReader
{
    private readonly AddressListReader _reader;
    private readonly EntrySink _sink;
    private readonly AddressSetBuilder _set;
    private readonly bool _netmasks;
    private readonly int _linesBefore;

    /// <param name="set">Receives the entries.</param>
    /// <param name="sink">Counts the entries and receives the invalid ones.</param>
    /// <param name="netmasks">Whether a line may have an address with a netmask.</param>
    /// <param name="continues">Whether other lines of the list come before these.</param>
    public PlainLinesReader(AddressSetBuilder set, EntrySink sink, bool netmasks, bool continues = false)
    {
        (_set, _sink, _netmasks) = (set, sink, netmasks);
        _reader = new AddressListReader(OnInvalid, set);
        if (continues)
        {
            // A byte order mark is valid in the first line only.
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

            // If there is a netmask, its error is the better explanation.
            if (error is CidrError.InvalidNetmask or CidrError.HostBitsSet)
            {
                Refuse(e.Text, error);
                return;
            }
        }

        Refuse(e.Text, e.Error);
    }

    private void Refuse(string text, CidrError error) => _sink.Refuse(new ListFault(CidrErrorText.Describe(text, error) + Hint(text), LineCount));

    private static string Hint(string text) => text.Contains(',', StringComparison.Ordinal) ? "; for CSV, select the column with --csv-column" : "";
}
