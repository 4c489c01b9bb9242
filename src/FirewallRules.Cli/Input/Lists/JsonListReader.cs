using System.Globalization;
using System.Text.Json;

namespace FirewallRules.Cli.Input;

/// <summary>Reads the strings of a JSON document that match paths. Only the current piece of the document is kept in memory.</summary>
/// <param name="paths">The paths.</param>
/// <param name="isArray">Whether the document must be an array, because no path is given.</param>
/// <param name="sink">Takes the entries.</param>
/// <param name="onArrival">Called with the number of each path that matches something in the document.</param>
internal sealed class JsonListReader(JsonPathMatcher paths, bool isArray, EntrySink sink, Action<int> onArrival) : IListReader
{
    // A longer name or string is not an address, and is not buffered.
    private const int MaxToken = 4 * 1024 * 1024;

    private readonly JsonPlace _place = new();
    private byte[] _rest = [];
    private int _restLength;
    private JsonReaderState _state;
    private UInt128 _arrivals;
    private bool _started;
    private bool _isWithinLine;

    public long LineCount { get; private set; }

    public string Place => _place.ToString();

    public void Append(ReadOnlySpan<byte> utf8)
    {
        CountLines(utf8);
        if (_restLength == 0 && _started)
        {
            Keep(utf8[Read(utf8, isEnd: false)..]);
            return;
        }

        Keep(utf8);
        if (_restLength >= 3)
        {
            ReadRest(isEnd: false);
        }
    }

    public void Complete()
    {
        ReadRest(isEnd: true);
        var arrived = Enumerable.Range(0, paths.Paths.Count).Where(path => paths.Arrived(_arrivals, path)).ToList();
        if (arrived.Count == 0)
        {
            throw new ListFormatException($"nothing matches {string.Join(" or ", paths.Paths)}; see --json-path");
        }

        arrived.ForEach(onArrival);
    }

    // A last line without a line end counts.
    private void CountLines(ReadOnlySpan<byte> piece)
    {
        var ends = piece.Count((byte)'\n');
        LineCount += piece.IsEmpty ? 0 : ends + (piece[^1] == '\n' ? 0 : 1) - (_isWithinLine ? 1 : 0);
        _isWithinLine = piece.IsEmpty ? _isWithinLine : piece[^1] != '\n';
    }

    private void ReadRest(bool isEnd)
    {
        var text = _rest.AsSpan(0, _restLength);
        var skipped = _started ? 0 : text.Length - ByteOrderMark.Skip(text).Length;
        _started = true;
        var used = skipped + Read(text[skipped..], isEnd);
        text[used..].CopyTo(_rest);
        _restLength -= used;
    }

    private void Keep(ReadOnlySpan<byte> piece)
    {
        if (_restLength + piece.Length > _rest.Length)
        {
            Array.Resize(ref _rest, Math.Max(_restLength + piece.Length, 2 * _rest.Length));
        }

        piece.CopyTo(_rest.AsSpan(_restLength));
        _restLength += piece.Length;
    }

    private int Read(ReadOnlySpan<byte> text, bool isEnd)
    {
        try
        {
            var reader = new Utf8JsonReader(text, isEnd, _state);
            while (reader.Read())
            {
                Visit(ref reader);
            }

            _state = reader.CurrentState;
            return text.Length - reader.BytesConsumed < MaxToken
                ? (int)reader.BytesConsumed
                : throw new ListFormatException($"a name or string is longer than {MaxToken / 1024 / 1024} MiB, so this is not a list of addresses");
        }
        catch (JsonException e)
        {
            throw new ListFormatException(
                string.Create(CultureInfo.InvariantCulture,
                    $"line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}: not valid JSON, or incomplete"), e);
        }
        catch (InvalidOperationException e)
        {
            throw new ListFormatException($"{Place}: a name or string is not valid Unicode", e);
        }
    }

    private void Visit(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.PropertyName:
                _place.NextChild();
                var member = _place.State == 0 ? 0 : paths.Member(_place.State, ref reader);
                _place.Expect(member, member == 0 ? null : reader.GetString());
                break;
            case JsonTokenType.StartObject:
            case JsonTokenType.StartArray:
                var isStartOfArray = reader.TokenType == JsonTokenType.StartArray;
                if (_place.IsOutside && isArray && !isStartOfArray)
                {
                    throw new ListFormatException("the list is a JSON object: give the path of its addresses with --json-path, such as "
                        + "'$.prefixes[*].ip_prefix'");
                }

                var state = StateOfNode();
                RefuseIfSelected(state, isStartOfArray ? "an array" : "an object");
                _place.Enter(state, isStartOfArray);
                break;
            case JsonTokenType.EndObject:
            case JsonTokenType.EndArray:
                _arrivals |= paths.Arrivals(_place.State, _place.IsEmpty);
                _place.Leave();
                break;
            case JsonTokenType.String:
                Take(ref reader, StateOfNode());
                break;
            default:
                RefuseIfSelected(StateOfNode(), "another value");
                break;
        }
    }

    private UInt128 StateOfNode()
    {
        if (!_place.IsInArray)
        {
            return _place.IsOutside ? paths.Root : _place.Expected;
        }

        var index = _place.NextChild();
        return _place.State == 0 ? 0 : paths.Element(_place.State, index);
    }

    private void Take(ref Utf8JsonReader reader, UInt128 state)
    {
        if (!paths.Selects(state))
        {
            return;
        }

        _arrivals |= paths.Arrivals(state, isEmpty: false);
        if (!reader.ValueIsEscaped)
        {
            sink.Take(reader.ValueSpan.Trim(" \t"u8), this);
            return;
        }

        Span<byte> plain = new byte[reader.ValueSpan.Length];
        sink.Take(plain[..reader.CopyString(plain)].Trim(" \t"u8), this);
    }

    private void RefuseIfSelected(UInt128 state, string what)
    {
        if (paths.Selects(state))
        {
            _arrivals |= paths.Arrivals(state, isEmpty: false);
            sink.Refuse($"{Place}: expected a string with an address, found {what}");
        }
    }
}
