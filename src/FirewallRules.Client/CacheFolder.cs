using Microsoft.Extensions.Logging;

namespace FirewallRules.Client;

/// <summary>The folder of the cache: where it is, and how a file in it is replaced whole.</summary>
internal static class CacheFolder
{
    private const string Name = "firewallrules";
    private const string TemporaryExtension = ".tmp";

    // A write takes seconds at most. The lock already says that nobody writes; the age is for file systems that do not lock.
    private static readonly TimeSpan LeftOverAfter = TimeSpan.FromMinutes(10);

    /// <summary>The folder for this user, or an empty text where the user has no home folder.</summary>
    /// <param name="isWindows">Whether the system is Windows.</param>
    /// <param name="isMacOS">Whether it is macOS.</param>
    /// <param name="known">Finds a folder of the user; empty where there is none.</param>
    /// <param name="xdgCacheHome">What the variable of that name says.</param>
    public static string Default(bool isWindows, bool isMacOS, Func<Environment.SpecialFolder, string> known, string? xdgCacheHome)
    {
        if (isWindows)
        {
            return Below(known(Environment.SpecialFolder.LocalApplicationData));
        }

        // "All paths set in these environment variables must be absolute", or they are to be ignored: XDG Base Directory Specification.
        return !isMacOS && xdgCacheHome is ['/', ..]
            ? Path.Combine(xdgCacheHome, Name)
            : Below(known(Environment.SpecialFolder.UserProfile), isMacOS ? ["Library", "Caches"] : [".cache"]);
    }

    /// <summary>Creates the folder where it is not there yet, for its owner only.</summary>
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

    /// <summary>Opens a file for its owner only, which nobody else can open until it is closed.</summary>
    public static FileStream Open(string path, FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = FileShare.None, Options = FileOptions.Asynchronous, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, options);
    }

    /// <summary>Replaces a file: at every moment, and after the power went, it is the old one or the new one. The caller holds its lock.</summary>
    /// <remarks>The folder is not flushed, which .NET cannot do: a new file may be the old one again after the power went.</remarks>
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

    /// <summary>Deletes what killed writers of a file left. The caller holds the lock of the file.</summary>
    public static void CleanUp(string path, DateTimeOffset now, ILogger logger)
    {
        foreach (var file in new DirectoryInfo(Path.GetDirectoryName(path)!).EnumerateFiles($"{Path.GetFileName(path)}.*{TemporaryExtension}"))
        {
            if (now.UtcDateTime - file.LastWriteTimeUtc > LeftOverAfter && TryDelete(file.FullName))
            {
                logger.LeftOver(file.FullName);
            }
        }
    }

    // Windows lets nobody replace a file while another process reads it, whatever the reader shares (dotnet/runtime, issue 79213).
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

    private static string Below(string home, params string[] parts) => Path.IsPathFullyQualified(home) ? Path.Combine([home, .. parts, Name]) : "";
}
