using System.Globalization;
using System.Text;

namespace FirewallRules.Cli.Applying;

/// <summary>The lock that lets one process at a time apply rules. The system releases it when its owner ends, however that happens.</summary>
/// <remarks>The file is never deleted, because two processes could then hold locks with the same name.</remarks>
internal sealed class ApplyLock : IDisposable
{
    private readonly FileStream _file;

    private ApplyLock(FileStream file) => _file = file;

    /// <returns>The lock; <see langword="null"/> when another process holds it.</returns>
    /// <exception cref="IOException">The file cannot be used.</exception>
    public static ApplyLock? Take(string path)
    {
        FileStream file;
        try
        {
            file = new FileStream(path, Options(FileMode.OpenOrCreate));
        }
        catch (IOException e) when (IsHeld(e))
        {
            return null;
        }

        Note(NoteOf(path));
        return new ApplyLock(file);
    }

    /// <summary>The process that noted itself last beside the file; <see langword="null"/> where that is not known.</summary>
    public static int? HolderOf(string path)
    {
        try
        {
            return int.TryParse(File.ReadAllText(NoteOf(path)).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Whether a file could not be opened because another process has locked it: EWOULDBLOCK of Linux.</summary>
    public static bool IsHeld(IOException e) => e.GetType() == typeof(IOException) && (e.HResult & 0xFFFF) == 11;

    public void Dispose() => _file.Dispose();

    // The file itself cannot be read while it is locked.
    private static string NoteOf(string path) => path + ".pid";

    private static FileStreamOptions Options(FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }

    // Only for a message, so a full disk is no reason to fail.
    private static void Note(string path)
    {
        try
        {
            using var file = new FileStream(path, Options(FileMode.Create));
            file.Write(Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture) + "\n"));
        }
        catch (IOException)
        {
            // Whoever waits is not told who holds the lock.
        }
    }
}
