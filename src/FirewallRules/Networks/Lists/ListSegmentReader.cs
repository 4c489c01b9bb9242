namespace FirewallRules.Networks;

/// <summary>Reads bytes of a list, as <c>RandomAccess.Read</c> reads those of a file.</summary>
/// <param name="buffer">Receives the bytes.</param>
/// <param name="offset">Where they are in the list.</param>
/// <returns>How many bytes were read; 0 at the end of the list.</returns>
internal delegate int ReadAt(Span<byte> buffer, long offset);

/// <summary>Receives the next text of a list.</summary>
internal delegate void AppendText(ReadOnlySpan<byte> utf8);

/// <summary>Finds the lines of a segment. It does no I/O itself: the caller passes what reads the bytes.</summary>
internal static class ListSegmentReader
{
    // How much is read after the end of a segment for its last line; a longer line takes whole buffers.
    private const int TypicalLineLength = 512;

    /// <summary>Passes all lines of the segment to <paramref name="append"/>, in chunks of any size.</summary>
    /// <param name="segment">The segment.</param>
    /// <param name="read">Reads the list.</param>
    /// <param name="append">Receives the text.</param>
    /// <param name="buffer">What the text is read into.</param>
    /// <remarks>
    /// The text starts after the first line feed at or after the byte before <see cref="ListSegment.Start"/>, and ends with the first one
    /// at or after the byte before <see cref="ListSegment.End"/>. A line that spans several segments is read by the one in which it starts.
    /// </remarks>
    public static void Read(ListSegment segment, ReadAt read, AppendText append, byte[] buffer)
    {
        var (offset, hasStarted, hasEnded) = (Math.Max(0, segment.Start - 1), segment.Start == 0, false);
        while (!hasEnded && read(buffer.AsSpan(0, ReadLength(offset, segment.End, buffer)), offset) is var length && length > 0)
        {
            var text = buffer.AsSpan(0, length);
            if (!hasStarted)
            {
                var lineStart = text.IndexOf((byte)'\n') + 1;
                hasStarted = lineStart > 0;
                text = text[(hasStarted ? lineStart : length)..];
                offset += length - text.Length;
                hasEnded = offset >= segment.End;
            }

            if (hasStarted && !hasEnded)
            {
                var lineEnd = segment.End is { } end ? FindLineEnd(text, end - 1 - offset) : 0;
                hasEnded = lineEnd > 0;
                text = hasEnded ? text[..lineEnd] : text;
                append(text);
                offset += text.Length;
            }
        }
    }

    private static int ReadLength(long offset, long? end, byte[] buffer)
        => end is { } limit && offset < limit ? (int)Math.Min(limit - offset + TypicalLineLength, buffer.Length) : buffer.Length;

    // The index after the first line feed at or after an index; 0 if there is none.
    private static int FindLineEnd(ReadOnlySpan<byte> text, long from)
    {
        if (from >= text.Length)
        {
            return 0;
        }

        var start = (int)Math.Max(0, from);
        return text[start..].IndexOf((byte)'\n') is var index and >= 0 ? start + index + 1 : 0;
    }
}
