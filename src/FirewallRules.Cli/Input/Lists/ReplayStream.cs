namespace FirewallRules.Cli.Input;

/// <summary>Returns bytes that were already read from a stream again, and then the rest of the stream.</summary>
internal sealed class ReplayStream(byte[] start, Stream rest) : Stream
{
    private int _at;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        if (_at == start.Length)
        {
            return rest.Read(buffer);
        }

        var replayed = Math.Min(buffer.Length, start.Length - _at);
        start.AsSpan(_at, replayed).CopyTo(buffer);
        _at += replayed;
        return replayed;
    }

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
