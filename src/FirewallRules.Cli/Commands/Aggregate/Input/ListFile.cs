using System.IO.Compression;
using Microsoft.Win32.SafeHandles;

namespace FirewallRules.Cli.Commands.Aggregate;

/// <summary>Reads one list from a file or standard input, gzipped or not, in pieces and to its end.</summary>
internal static class ListFile
{
    public const int PieceLength = 256 * 1024;

    private const int UsualLine = 512;

    /// <param name="part">What is read of which file.</param>
    /// <param name="form">How it is read.</param>
    /// <param name="sink">Takes its entries.</param>
    /// <param name="piece">Room for a piece of it.</param>
    /// <param name="terminal">The standard streams.</param>
    /// <returns>How many lines or rows it has.</returns>
    /// <exception cref="ListFormatException">It is not what it should be; see <see cref="Refusal"/>.</exception>
    /// <exception cref="CliException">It cannot be read; the message names it.</exception>
    public static long Read(ListPart part, InputForm form, EntrySink sink, byte[] piece, Terminal terminal)
    {
        try
        {
            if (part.Handle is { } handle)
            {
                return ReadPart(handle, part, form.LinesReader(sink, continues: part.Start > 0), piece);
            }

            using var file = InputFile.Open(part.File, terminal);
            return ReadWhole(file, form, sink, piece);
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
    public static FileStream? OpenDivisible(string path, InputForm form, byte[] piece, Terminal terminal)
    {
        var file = InputFile.Open(path, terminal);
        var start = piece.AsSpan(0, ReadStart(file, piece));
        if (file is FileStream { CanSeek: true } divisible && !ListStart.IsGzip(start) && form.IsLines(start))
        {
            return divisible;
        }

        file.Dispose();
        return null;
    }

    private static long ReadWhole(Stream file, InputForm form, EntrySink sink, byte[] piece)
    {
        var length = ReadStart(file, piece);
        return ListStart.IsGzip(piece.AsSpan(0, length)) ? ReadGzip(file, length, form, sink, piece) : Read(file, length, form, sink, piece);
    }

    // A part begins behind the first line end from the byte before its start on, and ends with the first one from the byte before its end on.
    // Where a line is longer than a part, only the part in which it starts goes on to its end.
    private static long ReadPart(SafeFileHandle file, ListPart part, PlainLinesReader reader, byte[] piece)
    {
        var (at, hasBegun, hasEnded) = (Math.Max(0, part.Start - 1), part.Start == 0, false);
        while (!hasEnded && RandomAccess.Read(file, piece.AsSpan(0, WantedLength(at, part.End, piece)), at) is var length && length > 0)
        {
            var text = piece.AsSpan(0, length);
            if (!hasBegun)
            {
                var begin = text.IndexOf((byte)'\n') + 1;
                hasBegun = begin > 0;
                text = text[(hasBegun ? begin : length)..];
                at += length - text.Length;
                hasEnded = at >= part.End;
            }

            if (hasBegun && !hasEnded)
            {
                var end = part.End is { } behind ? EndOfLine(text, behind - 1 - at) : 0;
                hasEnded = end > 0;
                text = hasEnded ? text[..end] : text;
                reader.Append(text);
                at += text.Length;
            }
        }

        reader.Complete();
        return reader.LineCount;
    }

    // Of what is behind the part, no more than the end of a usual line; of one that is longer, whole pieces.
    private static int WantedLength(long at, long? end, byte[] piece)
        => end is { } behind && at < behind ? (int)Math.Min(behind - at + UsualLine, piece.Length) : piece.Length;

    // What is behind the first line end that stands there or later; zero if none does.
    private static int EndOfLine(ReadOnlySpan<byte> text, long from)
    {
        if (from >= text.Length)
        {
            return 0;
        }

        var skipped = (int)Math.Max(0, from);
        return text[skipped..].IndexOf((byte)'\n') is var end and >= 0 ? skipped + end + 1 : 0;
    }

    // That one which is cut short is an error, and no shorter list, is a setting of the whole program; see its project file.
    // A method of its own, because what a method mentions is loaded when it is first called.
    private static long ReadGzip(Stream stream, int length, InputForm form, EntrySink sink, byte[] piece)
    {
        using var content = new GZipStream(new ReplayStream(piece[..length], stream), CompressionMode.Decompress);
        return Read(content, ReadStart(content, piece), form, sink, piece);
    }

    private static long Read(Stream stream, int length, InputForm form, EntrySink sink, byte[] piece)
    {
        var reader = form.ReaderFor(piece.AsSpan(0, length), sink);
        for (; length > 0; length = stream.Read(piece, 0, piece.Length))
        {
            reader.Append(piece.AsSpan(0, length));
        }

        reader.Complete();
        return reader.LineCount;
    }

    // A pipe gives what it has, which may be too little to tell one format from another.
    private static int ReadStart(Stream stream, byte[] piece)
    {
        var length = 0;
        while (length < piece.Length && !ListStart.Tells(piece.AsSpan(0, length)) && stream.Read(piece, length, piece.Length - length) is var read && read > 0)
        {
            length += read;
        }

        return length;
    }
}
