using System.Globalization;

namespace FirewallRules.Cli;

/// <summary>Opens the standard streams, and does not touch those that were closed when the process started.</summary>
/// <remarks>
/// The number of a closed descriptor is given to the next file that the runtime opens, such as the pipe of its signal handler. Reading from
/// it would wait forever, and writing to it would corrupt whatever it is.
/// </remarks>
internal static class StandardStreams
{
    private const int Input = 0;
    private const int Output = 1;
    private const int Error = 2;

    // O_CLOEXEC, as /proc shows it on every architecture that .NET supports.
    private const int CloseOnExec = 0x80000;

    /// <exception cref="StreamClosedException">Standard input is closed.</exception>
    public static Stream OpenInput() => IsClosed(Input) ? throw new StreamClosedException() : Console.OpenStandardInput();

    /// <exception cref="StreamClosedException">Standard output is closed.</exception>
    public static Stream OpenOutput()
    {
        if (IsClosed(Output))
        {
            throw new StreamClosedException();
        }

        // The stream of standard output locks this writer when it first writes. Nothing is written to it, and a writer with the encoding of
        // the terminal takes long to create.
        Console.SetOut(TextWriter.Null);
        return Console.OpenStandardOutput();
    }

    /// <summary>Standard error; where it is closed, a writer that discards what it gets.</summary>
    public static TextWriter OpenError() => IsClosed(Error) ? TextWriter.Null : Console.Error;

    /// <summary>Whether a standard stream, by its descriptor, was closed when the process started. Outside Linux this is unknown: false.</summary>
    /// <param name="descriptor">0 to 2.</param>
    // A descriptor that the process inherited never has O_CLOEXEC, and the files of the runtime always have it.
    internal static bool IsClosed(int descriptor)
    {
        if (!OperatingSystem.IsLinux() || !Directory.Exists("/proc/self/fdinfo"))
        {
            return false;
        }

        try
        {
            var path = "/proc/self/fdinfo/" + descriptor.ToString(CultureInfo.InvariantCulture);
            Span<byte> text = stackalloc byte[256];
            using var file = File.OpenHandle(path);
            return (Flags(text[..RandomAccess.Read(file, text, fileOffset: 0)]) & CloseOnExec) != 0;
        }
        catch (FileNotFoundException)
        {
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    // The line "flags:", in octal digits.
    private static int Flags(ReadOnlySpan<byte> text)
    {
        var flags = 0;
        var at = text.IndexOf("flags:"u8);
        text = at < 0 ? default : text[(at + "flags:"u8.Length)..].TrimStart(" \t"u8);
        foreach (var digit in text)
        {
            if (digit is < (byte)'0' or > (byte)'7')
            {
                break;
            }

            flags = (flags << 3) | (digit - '0');
        }

        return flags;
    }
}
