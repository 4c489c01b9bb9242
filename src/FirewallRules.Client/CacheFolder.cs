using Microsoft.Extensions.Logging;

namespace FirewallRules.Client;

/// <summary>The folder of the cache: where it is, and how a file in it is replaced atomically.</summary>
internal static class CacheFolder
{
    /// <summary>Why a folder in the place of a file cannot be used.</summary>
    public const string IsFolder = "it is a folder, not a file";

    private const string IsNoFile = "it is a pipe or a device, not a file";
    private const string Name = "firewallrules";
    private const string TemporaryExtension = ".tmp";

    // A write takes seconds at most. The lock already excludes other writers; the age is for file systems without locks.
    private static readonly TimeSpan AbandonedAfter = TimeSpan.FromMinutes(10);

    /// <summary>The default folder of the user; empty when the user has no home folder.</summary>
    /// <param name="isWindows">Whether the system is Windows.</param>
    /// <param name="isMacOS">Whether it is macOS.</param>
    /// <param name="known">Gets a folder of the user; empty when there is none.</param>
    /// <param name="xdgCacheHome">The value of the variable XDG_CACHE_HOME.</param>
    public static string Default(bool isWindows, bool isMacOS, Func<Environment.SpecialFolder, string> known, string? xdgCacheHome)
    {
        if (isWindows)
        {
            return Below(known(Environment.SpecialFolder.LocalApplicationData));
        }

        // "All paths set in these environment variables must be absolute", or they are ignored: XDG Base Directory Specification.
        return !isMacOS && xdgCacheHome is ['/', ..]
            ? Path.Combine(xdgCacheHome, Name)
            : Below(known(Environment.SpecialFolder.UserProfile), isMacOS ? ["Library", "Caches"] : [".cache"]);
    }

    /// <summary>Creates the folder if it does not exist, with access for its owner only.</summary>
    public static void Create(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    /// <summary>Opens a file, and lets others replace it meanwhile.</summary>
    /// <exception cref="NotFileException">A folder, a pipe or a device is in its place.</exception>
    public static FileStream OpenToRead(string path)
    {
        if (Directory.Exists(path))
        {
            throw new NotFileException(IsFolder);
        }

        // Opening a pipe waits for its writer. Pipes and devices have no length, and are opened in a way that does not wait. The length of a
        // link is its own.
        var link = new FileInfo(path);
        var file = link.LinkTarget is null ? link : link.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? link;
        var mayBePipe = file.Length == 0 && !OperatingSystem.IsWindows();
        return RefusePipe(new FileStream(
            path,
            FileMode.Open,
            mayBePipe ? FileAccess.ReadWrite : FileAccess.Read,
            FileShare.ReadWrite | FileShare.Delete,
            bufferSize: 0,
            FileOptions.Asynchronous | FileOptions.SequentialScan));
    }

    /// <summary>Opens a lock file exclusively, and creates it if needed.</summary>
    /// <exception cref="NotFileException">A folder, a pipe or a device is in its place.</exception>
    public static FileStream OpenLock(string path)
    {
        if (Directory.Exists(path))
        {
            throw new NotFileException(IsFolder);
        }

        return RefusePipe(Open(path, FileMode.OpenOrCreate));
    }

    /// <summary>Opens a file exclusively; a new file is accessible to its owner only.</summary>
    public static FileStream Open(string path, FileMode mode)
    {
        var options = new FileStreamOptions
        {
            Mode = mode,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            Options = FileOptions.Asynchronous,
            BufferSize = 0,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, options);
    }

    /// <summary>
    /// Replaces a file atomically: at any time, also after a power failure, it is the old one or the new one. The caller holds its lock.
    /// </summary>
    /// <remarks>.NET cannot flush the folder, so the old file may reappear after a power failure.</remarks>
    public static async Task ReplaceAsync(string path, ReadOnlyMemory<byte> header, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        var temporary = $"{path}.{Path.GetRandomFileName()}{TemporaryExtension}";
        try
        {
            var file = Open(temporary, FileMode.CreateNew);
            await using (file.ConfigureAwait(false))
            {
                await file.WriteAsync(header, cancellationToken).ConfigureAwait(false);
                await file.WriteAsync(body, cancellationToken).ConfigureAwait(false);
                file.Flush(flushToDisk: true);
            }

            await MoveAsync(temporary, path, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            TryDelete(temporary);
            throw;
        }
    }

    /// <summary>Deletes abandoned temporary files of a file. The caller holds its lock.</summary>
    public static void CleanUp(string path, DateTimeOffset now, ILogger logger)
    {
        foreach (var file in new DirectoryInfo(Path.GetDirectoryName(path)!).EnumerateFiles($"{Path.GetFileName(path)}.*{TemporaryExtension}"))
        {
            // A time in the future is from a clock that was wrong.
            if ((now.UtcDateTime - file.LastWriteTimeUtc).Duration() > AbandonedAfter && TryDelete(file.FullName))
            {
                logger.DeletedAbandoned(file.FullName);
            }
        }
    }

    // On Windows a file cannot be replaced while another process reads it, whatever the reader shares (dotnet/runtime, issue 79213).
    private static async Task MoveAsync(string from, string to, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                File.Move(from, to, overwrite: true);
                return;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException && OperatingSystem.IsWindows() && attempt < 50)
            {
                await Task.Delay(Random.Shared.Next(5, 50), cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static FileStream RefusePipe(FileStream file)
    {
        if (file.CanSeek && (!file.CanWrite || file.Length > 0 || HasLength(file)))
        {
            return file;
        }

        file.Dispose();
        throw new NotFileException(IsNoFile);
    }

    // A device does not have a length that can be set.
    private static bool HasLength(FileStream file)
    {
        try
        {
            file.SetLength(0);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            return false;
        }
    }

    private static bool TryDelete(string path)
    {
        try
        {
            File.Delete(path);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static string Below(string home, params string[] parts)
        => Path.IsPathFullyQualified(home) ? Path.Combine([home, .. parts, Name]) : "";
}
