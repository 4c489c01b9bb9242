namespace FirewallRules.Cli.Input;

/// <summary>Reads files given by the user; <c>-</c> is standard input.</summary>
internal static class InputFile
{
    public static Stream Open(string path, Terminal terminal)
    {
        if (path == "-")
        {
            return terminal.OpenInput();
        }

        CliException.UsageIf(path.Length == 0, "The name of an input file is empty: write a file, or '-' for standard input.");

        // The reader brings its own buffer.
        return File.Exists(path) ? new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 1)
            : throw CliException.Input(Directory.Exists(path) ? $"'{path}' is a folder, not a file." : $"'{path}' not found.");
    }

    /// <summary>The name of the file in messages.</summary>
    public static string DisplayName(string path) => path == "-" ? "standard input" : path;

    /// <summary>Reads at most one byte more than <paramref name="limit"/>, so that whoever parses the content notices that it is too long.</summary>
    /// <exception cref="CliException">The file cannot be read.</exception>
    public static byte[] ReadAll(string path, Terminal terminal, int limit)
    {
        try
        {
            return Read(path, terminal, limit);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CliException.Input($"{DisplayName(path)} cannot be read: {IoErrorText.Describe(e)}.", e);
        }
    }

    private static byte[] Read(string path, Terminal terminal, int limit)
    {
        using var stream = Open(path, terminal);
        using var content = new MemoryStream();
        var buffer = new byte[64 * 1024];
        while (content.Length <= limit && stream.Read(buffer, 0, (int)Math.Min(buffer.Length, limit + 1 - content.Length)) is var read && read > 0)
        {
            content.Write(buffer, 0, read);
        }

        return content.ToArray();
    }
}
