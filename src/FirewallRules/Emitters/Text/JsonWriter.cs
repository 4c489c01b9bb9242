using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace FirewallRules.Emitters;

/// <summary>
/// Writes JSON with <see cref="Utf8JsonWriter"/>, which escapes and checks the nesting, and adds the white space. Containers on one line
/// and containers with one item a line can be mixed, for which <see cref="Utf8JsonWriter"/> has no option.
/// </summary>
/// <remarks>Holds one token and a fixed buffer, however long the document is. Call <see cref="Flush"/> at the end.</remarks>
internal sealed class JsonWriter : IDisposable
{
    private const int BufferLength = 16 * 1024;

    // Outputs are files and never part of HTML: only what JSON requires is escaped.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly TextWriter _writer;
    private readonly bool _compact;
    private readonly ArrayBufferWriter<byte> _token = new();
    private readonly Utf8JsonWriter _json;
    private readonly Stack<JsonLayout> _layouts = new();
    private readonly char[] _buffer = ArrayPool<char>.Shared.Rent(BufferLength);
    private int _used;
    private bool _afterName;
    private string? _nextLineIndent;

    /// <param name="writer">The target.</param>
    /// <param name="compact">Whether commas and colons within a line are written without a space after them.</param>
    public JsonWriter(TextWriter writer, bool compact = false)
    {
        (_writer, _compact) = (writer, compact);
        _json = new Utf8JsonWriter(_token, Options);
    }

    /// <summary>A value on one line.</summary>
    public static string Format(Action<JsonWriter> write)
    {
        using var text = new StringWriter();
        using var json = new JsonWriter(text);
        write(json);
        json.Flush();
        return text.ToString();
    }

    public JsonWriter StartObject(JsonLayout layout = default)
    {
        _json.WriteStartObject();
        WriteItem();
        _layouts.Push(layout);
        return this;
    }

    public JsonWriter StartArray(JsonLayout layout = default)
    {
        _json.WriteStartArray();
        WriteItem();
        _layouts.Push(layout);
        return this;
    }

    public JsonWriter EndObject()
    {
        _json.WriteEndObject();
        return WriteEnd();
    }

    public JsonWriter EndArray()
    {
        _json.WriteEndArray();
        return WriteEnd();
    }

    /// <summary>The name of a property, whose value must come next.</summary>
    public JsonWriter Name(string name)
    {
        _json.WritePropertyName(name);
        WriteItem();
        Append(_compact ? "" : " ");
        _afterName = true;
        return this;
    }

    public JsonWriter Value(string value)
    {
        _json.WriteStringValue(value);
        return WriteItem();
    }

    public JsonWriter Value(int value)
    {
        _json.WriteNumberValue(value);
        return WriteItem();
    }

    public JsonWriter Value(bool value)
    {
        _json.WriteBooleanValue(value);
        return WriteItem();
    }

    public JsonWriter Null()
    {
        _json.WriteNullValue();
        return WriteItem();
    }

    public JsonWriter Property(string name, string value) => Name(name).Value(value);

    public JsonWriter Property(string name, int value) => Name(name).Value(value);

    public JsonWriter Property(string name, bool value) => Name(name).Value(value);

    /// <summary>A property whose value is an array of strings.</summary>
    public JsonWriter Property(string name, IEnumerable<string> values, JsonLayout layout = default) => Name(name).Values(values, layout);

    /// <summary>An array of strings.</summary>
    public JsonWriter Values(IEnumerable<string> values, JsonLayout layout = default)
    {
        StartArray(layout);
        foreach (var value in values)
        {
            Value(value);
        }

        return EndArray();
    }

    /// <summary>Starts a line before the next item, whatever the layout of its container is.</summary>
    public JsonWriter OnNextLine(string indent)
    {
        _nextLineIndent = indent;
        return this;
    }

    /// <summary>Ends the line.</summary>
    public JsonWriter EndLine()
    {
        Append("\n");
        return this;
    }

    /// <summary>Writes the buffer to the target, which is not flushed.</summary>
    public void Flush()
    {
        _writer.Write(_buffer, 0, _used);
        _used = 0;
    }

    public void Dispose()
    {
        _json.Dispose();
        ArrayPool<char>.Shared.Return(_buffer);
    }

    private JsonWriter WriteItem()
    {
        _json.Flush();
        var token = _token.WrittenSpan;
        if (!_afterName && _layouts.TryPeek(out var layout))
        {
            var follows = token[0] == (byte)',';
            Append(follows ? "," : "");
            if ((_nextLineIndent ?? layout.Item) is { } indent)
            {
                Append("\n");
                Append(indent);
            }
            else
            {
                Append(follows && !_compact ? " " : "");
            }

            token = follows ? token[1..] : token;
        }

        (_afterName, _nextLineIndent) = (false, null);
        Append(token);
        _token.ResetWrittenCount();
        return this;
    }

    private JsonWriter WriteEnd()
    {
        _json.Flush();
        if (_layouts.Pop().Close is { } indent)
        {
            Append("\n");
            Append(indent);
        }

        Append(_token.WrittenSpan);
        _token.ResetWrittenCount();
        return this;
    }

    private void Append(string text)
    {
        Reserve(text.Length);
        text.CopyTo(_buffer.AsSpan(_used));
        _used += text.Length;
    }

    private void Append(ReadOnlySpan<byte> token)
    {
        if (token.Length > _buffer.Length)
        {
            Flush();
            _writer.Write(Encoding.UTF8.GetString(token));
            return;
        }

        Reserve(token.Length);
        _used += Encoding.UTF8.GetChars(token, _buffer.AsSpan(_used));
    }

    private void Reserve(int length)
    {
        if (_buffer.Length - _used < length)
        {
            Flush();
        }
    }
}
