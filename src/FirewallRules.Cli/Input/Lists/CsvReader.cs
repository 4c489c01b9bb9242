using System.Globalization;

namespace FirewallRules.Cli.Input;

/// <summary>Reads one column of CSV (RFC 4180) with commas, semicolons or tabs. Only the current cell is kept in memory.</summary>
/// <remarks>
/// A column given by name is found in the first row. In a column given by number, a first cell that starts with a letter and is not an
/// address is a heading. Empty rows and empty cells are skipped.
/// </remarks>
internal sealed class CsvReader(CsvColumn column, EntrySink sink) : IListReader
{
    private const int MaxFirstRow = 64 * 1024;

    private readonly ByteField _firstRow = new(MaxFirstRow);
    private readonly ByteField _cell = new(AddressListReader.MaxLineLength + 1);
    private byte _delimiter;
    private bool _quotedFirst;
    private int _wanted = column.Number ?? 0;
    private int _at = 1;
    private State _state;

    private enum State
    {
        CellStart,
        Plain,
        Quoted,
        Closed,
    }

    public long LineCount { get; private set; }

    public string Place => string.Create(CultureInfo.InvariantCulture, $"row {LineCount + 1}, column {column.Text}");

    public void Append(ReadOnlySpan<byte> utf8)
    {
        if (_delimiter == 0)
        {
            utf8 = utf8[TakeFirstRow(utf8)..];
        }

        if (_delimiter != 0)
        {
            Read(utf8);
        }
    }

    public void Complete()
    {
        if (_delimiter == 0)
        {
            ReadFirstRow();
        }

        if (_state == State.Quoted)
        {
            throw Broken("unclosed quote");
        }

        if (_state != State.CellStart || _at > 1)
        {
            EndRow();
        }

        if (_wanted == 0)
        {
            throw new ListFormatException($"the list is empty and has no column '{column.Text}'");
        }
    }

    // The first row, up to the first line end outside quotes, determines the delimiter.
    private int TakeFirstRow(ReadOnlySpan<byte> utf8)
    {
        for (var i = 0; i < utf8.Length; i++)
        {
            _firstRow.Append(utf8[i]);
            _quotedFirst ^= utf8[i] == '"';
            if (_firstRow.IsFull)
            {
                throw new ListFormatException($"row 1 is longer than {MaxFirstRow} bytes, so this is not CSV");
            }

            if (utf8[i] == '\n' && !_quotedFirst)
            {
                ReadFirstRow();
                return i + 1;
            }
        }

        return utf8.Length;
    }

    private void ReadFirstRow()
    {
        var row = ByteOrderMark.Skip(_firstRow.Take());
        _delimiter = Delimiter(row);
        Read(row);
    }

    private static byte Delimiter(ReadOnlySpan<byte> row)
    {
        var quoted = false;
        foreach (var unit in row)
        {
            quoted ^= unit == '"';
            if (!quoted && unit is (byte)',' or (byte)';' or (byte)'\t')
            {
                return unit;
            }
        }

        return (byte)',';
    }

    private void Read(ReadOnlySpan<byte> utf8)
    {
        foreach (var unit in utf8)
        {
            switch (_state)
            {
                case State.Quoted when unit == '"':
                    _state = State.Closed;
                    break;
                case State.Quoted:
                    Keep(unit);
                    break;
                case State.CellStart when unit == '"':
                    _state = State.Quoted;
                    break;
                case State.Closed when unit == '"':
                    Keep(unit);
                    _state = State.Quoted;
                    break;
                case var _ when unit == _delimiter:
                    EndCell();
                    _at++;
                    break;
                case var _ when unit == '\n':
                    EndRow();
                    break;
                case State.Closed when unit != '\r':
                    throw Broken("unexpected text after a quoted cell");
                case State.Plain when unit == '"':
                    throw Broken("quote inside an unquoted cell");
                case State.Closed:
                    break;
                default:
                    Keep(unit);
                    _state = unit == '\r' && _state == State.CellStart ? State.CellStart : State.Plain;
                    break;
            }
        }
    }

    private void Keep(byte unit)
    {
        if (_at == _wanted || _wanted == 0)
        {
            _cell.Append(unit);
        }
    }

    private void EndRow()
    {
        var isBlank = _at == 1 && _state == State.CellStart;
        EndCell();
        LineCount++;
        if (_wanted == 0)
        {
            throw new ListFormatException($"row 1 has no column '{column.Text}'");
        }

        if (!isBlank && _at < _wanted)
        {
            sink.Refuse(string.Create(CultureInfo.InvariantCulture, $"row {LineCount} has no column {column.Text}: it ends with column {_at}"));
        }

        _at = 1;
    }

    private void EndCell()
    {
        if (_cell.IsFull)
        {
            throw Broken("a cell is too long to hold an address");
        }

        var cell = _cell.Take().Trim(" \t\r"u8);
        _state = State.CellStart;
        if (_wanted == 0)
        {
            _wanted = column.Is(cell) ? _at : 0;
        }
        else if (_at == _wanted && !cell.IsEmpty && !IsHeading(cell))
        {
            sink.Take(cell, this);
        }
    }

    private bool IsHeading(ReadOnlySpan<byte> cell)
        => LineCount == 0 && (column.Number is null || (char.IsAsciiLetter((char)cell[0]) && !cell.Contains((byte)':')));

    private ListFormatException Broken(string how) => new(string.Create(CultureInfo.InvariantCulture, $"row {LineCount + 1}: {how}"));
}
