using System.Collections.Concurrent;

namespace FirewallRules.Client;

/// <summary>The right to write one file of the cache, among the tasks of this process and among processes. Disposing gives it back.</summary>
/// <remarks>
/// Processes agree by an open lock file, which the system closes for an owner that is killed. It is never deleted: two processes could
/// then hold locks of the same name. Where a file system does not lock, nothing worse happens than that the last writer wins.
/// </remarks>
internal sealed class CacheLock : IDisposable
{
    /// <summary>How long another process is waited for; tasks of this one wait for each other as long as it takes.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly ConcurrentDictionary<string, SemaphoreSlim> Turns = new(StringComparer.Ordinal);

    private readonly SemaphoreSlim _turn;
    private readonly FileStream _file;

    private CacheLock(SemaphoreSlim turn, FileStream file) => (_turn, _file) = (turn, file);

    /// <summary>Waits for the lock.</summary>
    /// <returns>The lock; null when another process holds it for longer than <see cref="Patience"/>.</returns>
    /// <exception cref="IOException">The lock file cannot be opened.</exception>
    public static async Task<CacheLock?> TakeAsync(string path, CancellationToken cancellationToken)
    {
        var turn = Turns.GetOrAdd(path, _ => new SemaphoreSlim(1, 1));
        await turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (await OpenAsync(path, cancellationToken).ConfigureAwait(false) is { } file)
            {
                return new CacheLock(turn, file);
            }
        }
        catch
        {
            turn.Release();
            throw;
        }

        turn.Release();
        return null;
    }

    public void Dispose()
    {
        _file.Dispose();
        _turn.Release();
    }

    // The clock of the system and no TimeProvider: the other process does not live in a time that a test sets.
    private static async Task<FileStream?> OpenAsync(string path, CancellationToken cancellationToken)
    {
        for (var start = TimeProvider.System.GetTimestamp(); ;)
        {
            try
            {
                return CacheFolder.Open(path, FileMode.OpenOrCreate);
            }
            catch (IOException e) when (IsHeld(e))
            {
                if (TimeProvider.System.GetElapsedTime(start) > Patience)
                {
                    return null;
                }
            }

            await Task.Delay(Random.Shared.Next(2, 20), cancellationToken).ConfigureAwait(false);
        }
    }

    // The error of a file that another has open: ERROR_SHARING_VIOLATION on Windows, EWOULDBLOCK (11 on Linux, 35 on macOS) elsewhere.
    private static bool IsHeld(IOException e) => e.GetType() == typeof(IOException) && (e.HResult & 0xFFFF) is 32 or 11 or 35;
}
