using System.IO.Compression;
using FirewallRules.Networks;
using Microsoft.Win32.SafeHandles;

namespace FirewallRules.Cli.Commands.Aggregate;

/// <summary>Reads one list from a file or standard input, gzipped or not, in pieces and to its end.</summary>
internal static class ListFile
{
    public const int PieceLength = ParallelListReader.BufferLength;

    /// <param name="part">What is read of which file.</param>
    /// <param name="form">How it is read.</param>
    /// <param name="sink">Takes its entries.</param>
    /// <param name="buffer">Room for a buffer of it.</param>
    /// <param name="terminal">The standard streams.</param>
    /// <returns>How many lines or rows it has.</returns>
    /// <exception cref="ListFormatException">It is not what it should be; see <see cref="Refusal"/>.</exception>
    /// <exception cref="CliException">It cannot be read; the message names it.</exception>
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
            throw CliException.Input($"{InputFile.DisplayName(part.File)} is gzip that is damaged or cut short.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CliException.Input($"{InputFile.DisplayName(part.File)} cannot be read: {e.Message}", e);
        }
    }

    /// <summary>The refusal of a list, which names it.</summary>
    public static CliException Refusal(string path, ListFormatException e, long linesBefore = 0)
        => CliException.Input($"{InputFile.DisplayName(path)}, {e.Fault.Message(linesBefore)}", e);

    /// <summary>Opens a list that can be read in parts; null if it cannot.</summary>
    /// <exception cref="CliException">It is not there.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
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
        return ListStart.IsGzip(buffer.AsSpan(0, length)) ? ReadGzip(file, length, form, sink, buffer) : Read(file, length, form, sink, buffer);
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

    // A pipe gives what it has, which may be too little to tell one format from another.
    private static int ReadStart(Stream stream, byte[] buffer)
    {
        var length = 0;
        while (length < buffer.Length && !ListStart.Tells(buffer.AsSpan(0, length)) && stream.Read(buffer, length, buffer.Length - length) is var read && read > 0)
        {
            length += read;
        }

        return length;
    }
}
