namespace FirewallRules.Cli.Output;

/// <summary>Writes data to standard output, or to a file that is replaced as a whole or not at all.</summary>
internal static class OutputFile
{
    /// <param name="path">The file; null or <c>-</c> for standard output.</param>
    /// <param name="terminal">The standard streams.</param>
    /// <param name="write">Writes the data.</param>
    public static void Write(string? path, Terminal terminal, Action<Stream> write)
    {
        var name = path is null or "-" ? "standard output" : $"'{path}'";
        try
        {
            if (path is null or "-")
            {
                using var stdout = terminal.OpenOutput();
                write(stdout);
            }
            else if (IsDevice(path))
            {
                using var device = new FileStream(path, FileMode.Open, FileAccess.Write);
                write(device);
            }
            else
            {
                Replace(path, write);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CliException.Input($"{name} cannot be written: {IoErrorText.Describe(e)}.", e);
        }
    }

    // A device cannot be replaced by a file. Shared memory is below /dev too, but contains files.
    private static bool IsDevice(string path)
        => Path.GetFullPath(path) is var full && full.StartsWith("/dev/", StringComparison.Ordinal)
            && !full.StartsWith("/dev/shm/", StringComparison.Ordinal);

    private static void Replace(string path, Action<Stream> write)
    {
        if (Directory.Exists(path))
        {
            throw CliException.Input($"'{path}' cannot be written: it is a folder, not a file.");
        }

        // The temporary file is in the folder of the target, so that the last step is a rename within one file system. A link stays a link.
        // The full path comes first, because a relative link of a relative path resolves to the wrong folder.
        var target = Path.GetFullPath(path);
        target = new FileInfo(target).LinkTarget is null ? target : File.ResolveLinkTarget(target, returnFinalTarget: true)!.FullName;
        var temporary = $"{target}.{Path.GetRandomFileName()}.tmp";
        try
        {
            Interruption.Guard(temporary);
            using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write))
            {
                write(file);
                file.Flush(flushToDisk: true);
            }

            KeepMode(target, temporary);
            File.Move(temporary, target, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
        finally
        {
            Interruption.Guard(null);
        }
    }

    private static void KeepMode(string target, string temporary)
    {
        if (!OperatingSystem.IsWindows() && File.Exists(target))
        {
            File.SetUnixFileMode(temporary, File.GetUnixFileMode(target));
        }
    }
}
