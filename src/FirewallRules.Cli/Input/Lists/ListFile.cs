using System.IO.Compression;
using FirewallRules.Networks;
using Microsoft.Win32.SafeHandles;

namespace FirewallRules.Cli.Input;

/// <summary>Reads a list from a file or standard input, gzipped or not.</summary>
internal static class ListFile
{
    /// <summary>The length of the buffers in bytes.</summary>
    public const int BufferLength = ParallelListReader.BufferLength;

    /// <param name="part">The list, or a segment of it.</param>
    /// <param name="form">The format.</param>
    /// <param name="sink">Receives the entries.</param>
    /// <param name="buffer">What the text is read into.</param>
    /// <param name="terminal">The standard streams.</param>
    /// <returns>The number of lines or rows.</returns>
    /// <exception cref="ListFormatException">The list is not valid; see <see cref="Refusal"/>.</exception>
    /// <exception cref="CliException">The list cannot be read; the message has its name.</exception>
    public static long Read(ListPart part, InputForm form, EntrySink sink, byte[] buffer, Terminal terminal)
    {
        try
        {
            if (part is { Handle: { } handle, Segment: { } segment })
            {
                return ReadSegment(handle, segment, form.LinesReader(sink, part.IsContinuation), buffer);
            }

            using var file = InputFile.Open(part.File, terminal);
            return ReadWhole(file, form, sink, buffer);
        }
        catch (InvalidDataException e)
        {
            throw CliException.Input($"{InputFile.DisplayName(part.File)} is gzip that is damaged or truncated.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CliException.Input($"{InputFile.DisplayName(part.File)} cannot be read: {IoErrorText.Describe(e)}.", e);
        }
    }

    /// <summary>The error for a list that is not valid, with its name.</summary>
    public static CliException Refusal(string path, ListFormatException e, long linesBefore = 0)
        => CliException.Input($"{InputFile.DisplayName(path)}, {e.Fault.Message(linesBefore)}", e);

    /// <summary>Opens a list that can be read in segments; <see langword="null"/> if this one cannot.</summary>
    /// <exception cref="CliException">The list is not found.</exception>
    /// <exception cref="IOException">The list cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">Access to the list is denied.</exception>
    public static FileStream? OpenSplittable(string path, InputForm form, byte[] buffer, Terminal terminal)
    {
        var file = InputFile.Open(path, terminal);
        var start = buffer.AsSpan(0, ReadStart(file, buffer));
        if (file is FileStream { CanSeek: true } splittable && !ListStart.IsGzip(start) && form.IsLines(start))
        {
            return splittable;
        }

        file.Dispose();
        return null;
    }

    private static long ReadWhole(Stream file, InputForm form, EntrySink sink, byte[] buffer)
    {
        var length = ReadStart(file, buffer);
        return ListStart.IsGzip(buffer.AsSpan(0, length))
            ? ReadGzip(file, length, form, sink, buffer)
            : Read(file, length, form, sink, buffer);
    }

    private static long ReadSegment(SafeFileHandle file, ListSegment segment, PlainLinesReader reader, byte[] buffer)
    {
        ListSegmentReader.Read(segment, (into, offset) => RandomAccess.Read(file, into, offset), reader.Append, buffer);
        reader.Complete();
        return reader.LineCount;
    }

    // Truncated gzip is an error because of a setting in the project file.
    // A separate method, so that its types are loaded only when there is gzip to read.
    private static long ReadGzip(Stream stream, int length, InputForm form, EntrySink sink, byte[] buffer)
    {
        using var content = new GZipStream(new ReplayStream(buffer[..length], stream), CompressionMode.Decompress);
        return Read(content, ReadStart(content, buffer), form, sink, buffer);
    }

    private static long Read(Stream stream, int length, InputForm form, EntrySink sink, byte[] buffer)
    {
        var reader = form.ReaderFor(buffer.AsSpan(0, length), sink);
        for (; length > 0; length = stream.Read(buffer, 0, buffer.Length))
        {
            reader.Append(buffer.AsSpan(0, length));
        }

        reader.Complete();
        return reader.LineCount;
    }

    // Reads until the format can be detected: a pipe may return a few bytes at a time.
    private static int ReadStart(Stream stream, byte[] buffer)
    {
        var length = 0;
        while (length < buffer.Length
            && !ListStart.Tells(buffer.AsSpan(0, length))
            && stream.Read(buffer, length, buffer.Length - length) is var read && read > 0)
        {
            length += read;
        }

        return length;
    }
}
