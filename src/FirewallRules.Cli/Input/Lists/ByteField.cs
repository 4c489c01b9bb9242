namespace FirewallRules.Cli.Input;

/// <summary>Collects a line or a cell from pieces, up to a maximum length.</summary>
internal sealed class ByteField(int capacity)
{
    private readonly byte[] _bytes = new byte[capacity];
    private int _length;

    public bool IsEmpty => _length == 0;

    public bool IsFull => _length == _bytes.Length;

    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _length);

    public void Append(ReadOnlySpan<byte> piece)
    {
        var taken = Math.Min(piece.Length, _bytes.Length - _length);
        piece[..taken].CopyTo(_bytes.AsSpan(_length));
        _length += taken;
    }

    public void Append(byte unit)
    {
        if (_length < _bytes.Length)
        {
            _bytes[_length++] = unit;
        }
    }

    /// <summary>Returns the content, which is valid until the next append, and empties the field.</summary>
    public ReadOnlySpan<byte> Take()
    {
        var taken = Bytes;
        _length = 0;
        return taken;
    }
}
