using Microsoft.Win32.SafeHandles;

namespace FirewallRules.Cli.Output;

/// <summary>Writes data to standard output, or to a file that is replaced as a whole or not at all.</summary>
internal static class OutputFile
{
    /// <param name="path">The file; null or <c>-</c> for standard output.</param>
    /// <param name="terminal">The standard streams.</param>
    /// <param name="write">Writes the data.</param>
    /// <param name="newMode">The mode of a file that does not exist yet, limited by the umask; null for the default.</param>
    public static void Write(string? path, Terminal terminal, Action<Stream> write, UnixFileMode? newMode = null)
    {
        var name = path is null or "-" ? "standard output" : $"'{path}'";
        try
        {
            if (path is null or "-")
            {
                using var stdout = terminal.OpenOutput();
                write(stdout);
            }
            else if (IsDevice(path) || (LinuxFile.At(path) is { IsRegular: false } && !Directory.Exists(path)))
            {
                using var device = new FileStream(path, FileMode.Open, FileAccess.Write);
                write(device);
            }
            else
            {
                Replace(path, write, newMode);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CliException.Input($"{name} cannot be written: {IoErrorText.Describe(e)}.", e);
        }
    }

    // A pipe or a device is written to, and not replaced by a file. Shared memory is below /dev too, but contains files.
    private static bool IsDevice(string path)
        => Path.GetFullPath(path) is var full && full.StartsWith("/dev/", StringComparison.Ordinal)
            && !full.StartsWith("/dev/shm/", StringComparison.Ordinal);

    private static void Replace(string path, Action<Stream> write, UnixFileMode? newMode)
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
            using (var file = Create(temporary, newMode))
            {
                // Before the content, which somebody else may not be allowed to read.
                KeepAccess(target, file.SafeFileHandle);
                write(file);
                file.Flush(flushToDisk: true);
            }

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

    private static FileStream Create(string path, UnixFileMode? mode)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = mode;
        }

        return new FileStream(path, options);
    }

    private static void KeepAccess(string target, SafeFileHandle created)
    {
        if (OperatingSystem.IsWindows() || !File.Exists(target))
        {
            return;
        }

        if (LinuxFile.At(target) is { } old && LinuxFile.Of(created) is { } own && (old.User, old.Group) != (own.User, own.Group)
            && !LinuxFile.TryOwn(created, old.User, old.Group))
        {
            throw CliException.Input(
                $"'{target}' cannot be written: it belongs to another user or group, which would be lost. Write another file, or delete it first.");
        }

        // The mode comes second, because a new owner resets parts of it.
        File.SetUnixFileMode(created, File.GetUnixFileMode(target));
    }
}
