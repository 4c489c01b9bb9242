using System.Collections.Concurrent;
using Microsoft.Win32.SafeHandles;

namespace FirewallRules.Client;

/// <summary>
/// An exclusive lock for writing one file of the cache, within this process and between processes. Disposing releases it.
/// </summary>
/// <remarks>
/// Processes share an open lock file, which the system closes when its owner is killed. The file is never deleted, because two processes
/// could then hold locks with the same name. On a file system without locks the last writer wins.
/// </remarks>
internal sealed class CacheLock : IDisposable
{
    /// <summary>How long to wait at most: who holds a lock for longer is stuck.</summary>
    public static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(30);

    private static readonly ConcurrentDictionary<string, SemaphoreSlim> Semaphores = new(StringComparer.Ordinal);

    private readonly SemaphoreSlim _semaphore;
    private readonly FileStream _file;
    private SafeFileHandle? _inherited;

    private CacheLock(SemaphoreSlim semaphore, FileStream file) => (_semaphore, _file) = (semaphore, file);

    /// <summary>Waits for the lock.</summary>
    /// <param name="path">The lock file.</param>
    /// <param name="limit">How long to wait for this and other processes; zero or less for a single attempt.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The lock; null when it is not released in time.</returns>
    /// <exception cref="IOException">The lock file cannot be opened.</exception>
    public static async Task<CacheLock?> TakeAsync(string path, TimeSpan limit, CancellationToken cancellationToken)
    {
        // The system clock, because a TimeProvider of this process does not apply to other processes.
        var start = TimeProvider.System.GetTimestamp();
        var semaphore = Semaphores.GetOrAdd(path, _ => new SemaphoreSlim(1, 1));
        if (!await semaphore.WaitAsync(limit > TimeSpan.Zero ? limit : TimeSpan.Zero, cancellationToken).ConfigureAwait(false))
        {
            return null;
        }

        try
        {
            if (await OpenAsync(path, start, limit, cancellationToken).ConfigureAwait(false) is { } file)
            {
                return new CacheLock(semaphore, file);
            }
        }
        catch
        {
            semaphore.Release();
            throw;
        }

        semaphore.Release();
        return null;
    }

    /// <summary>
    /// Lets each process that this one starts from now on inherit the lock. If this process is killed, the lock lasts until they have ended, too;
    /// disposing releases it for all of them. On Windows a lock cannot be inherited.
    /// </summary>
    /// <exception cref="IOException">The process has too many open files.</exception>
    public void LetChildrenInherit()
    {
        if (!OperatingSystem.IsWindows())
        {
            _inherited ??= UnixDescriptor.Inheritable(_file.SafeFileHandle);
        }
    }

    public void Dispose()
    {
        // Unlocks the file before it closes it, because a close would leave the lock to the processes that have inherited it.
        _file.Dispose();
        _inherited?.Dispose();
        _semaphore.Release();
    }

    private static async Task<FileStream?> OpenAsync(string path, long start, TimeSpan limit, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return CacheFolder.OpenLock(path);
            }
            catch (IOException e) when (IsHeld(e))
            {
                if (TimeProvider.System.GetElapsedTime(start) >= limit)
                {
                    return null;
                }
            }

            await Task.Delay(Random.Shared.Next(2, 20), cancellationToken).ConfigureAwait(false);
        }
    }

    // The error when another process has the file open: ERROR_SHARING_VIOLATION on Windows, EWOULDBLOCK (11 on Linux, 35 on macOS) elsewhere.
    private static bool IsHeld(IOException e) => e.GetType() == typeof(IOException) && (e.HResult & 0xFFFF) is 32 or 11 or 35;
}
