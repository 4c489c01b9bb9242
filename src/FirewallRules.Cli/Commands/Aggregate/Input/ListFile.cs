using System.IO.Compression;

namespace FirewallRules.Cli.Commands.Aggregate;

/// <summary>Reads one list from a file or standard input, gzipped or not, in pieces and to its end.</summary>
internal static class ListFile
{
    public const int PieceLength = 256 * 1024;

    /// <param name="path">The file, or <c>-</c>.</param>
    /// <param name="form">How it is read.</param>
    /// <param name="sink">Takes its entries.</param>
    /// <param name="piece">Room for a piece of it.</param>
    /// <param name="terminal">The standard streams.</param>
    /// <returns>How many lines or rows it has.</returns>
    /// <exception cref="CliException">It cannot be read; the message names it.</exception>
    public static long Read(string path, InputForm form, EntrySink sink, byte[] piece, Terminal terminal)
    {
        try
        {
            using var file = InputFile.Open(path, terminal);
            var length = ReadStart(file, piece);
            return ListStart.IsGzip(piece.AsSpan(0, length)) ? ReadGzip(file, length, form, sink, piece) : Read(file, length, form, sink, piece);
        }
        catch (ListFormatException e)
        {
            throw CliException.Input($"{InputFile.DisplayName(path)}, {e.Message}", e);
        }
        catch (InvalidDataException e)
        {
            throw CliException.Input($"{InputFile.DisplayName(path)} is gzip that is damaged or cut short.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CliException.Input($"{InputFile.DisplayName(path)} cannot be read: {e.Message}", e);
        }
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
