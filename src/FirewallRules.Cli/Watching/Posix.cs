using System.Runtime.InteropServices;

namespace FirewallRules.Cli.Watching;

/// <summary>The functions of the C library that start, signal and wait for a process. None has variable arguments.</summary>
internal static partial class Posix
{
    public const int ReadOnly = 0;
    public const int WriteOnly = 1;
    public const int WithoutHanging = 1;
    public const int NoSignal = 0;
    public const int KillSignal = 9;
    public const int BrokenPipe = 13;
    public const int TerminateSignal = 15;

    /// <summary>The error EINTR.</summary>
    public const int Interrupted = 4;

    private const string Library = "libc";

    // The largest structure, posix_spawnattr_t of Linux, has 336 bytes.
    private const int StructureBytes = 1024;

    private const short SetSignals = 0x04;

    /// <summary>POSIX_SPAWN_SETSIGDEF and POSIX_SPAWN_SETSID, which macOS, musl and glibc since version 2.26 have.</summary>
    public static short SpawnFlags { get; } = OperatingSystem.IsMacOS() ? (short)(SetSignals | 0x400) : (short)(SetSignals | 0x80);

    /// <summary>Memory for a structure of the library whose size depends on the system.</summary>
    public static nint[] NewStructure() => new nint[StructureBytes / nint.Size];

    /// <summary>Lets <see cref="Wait"/> tell how children end: a parent that ignores SIGCHLD passes that on, and the system then forgets it.</summary>
    public static void NoticeChildren()
    {
        const int DefaultAction = 0;
        const int Ignore = 1;
        var (signal, current) = (OperatingSystem.IsMacOS() ? 20 : 17, NewStructure());
        if (GetAction(signal, 0, current) == 0 && current[0] == Ignore)
        {
            _ = SetAction(signal, DefaultAction);
        }
    }

    [LibraryImport(Library, EntryPoint = "posix_spawnp", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int Spawn(out int id, string file, nint[] actions, nint[] attributes, nint[] arguments, nint[] environment);

    [LibraryImport(Library, EntryPoint = "posix_spawn_file_actions_init")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int InitializeActions(nint[] actions);

    [LibraryImport(Library, EntryPoint = "posix_spawn_file_actions_destroy")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int DestroyActions(nint[] actions);

    [LibraryImport(Library, EntryPoint = "posix_spawn_file_actions_addopen", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int AddOpen(nint[] actions, int descriptor, string path, int flags, uint mode);

    [LibraryImport(Library, EntryPoint = "posix_spawnattr_init")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int InitializeAttributes(nint[] attributes);

    [LibraryImport(Library, EntryPoint = "posix_spawnattr_destroy")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int DestroyAttributes(nint[] attributes);

    [LibraryImport(Library, EntryPoint = "posix_spawnattr_setflags")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int SetFlags(nint[] attributes, short flags);

    [LibraryImport(Library, EntryPoint = "posix_spawnattr_setsigdefault")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int SetDefaultSignals(nint[] attributes, nint[] signals);

    [LibraryImport(Library, EntryPoint = "sigemptyset")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int Clear(nint[] signals);

    [LibraryImport(Library, EntryPoint = "sigaddset")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int Add(nint[] signals, int signal);

    [LibraryImport(Library, EntryPoint = "sigaction")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int GetAction(int signal, nint none, nint[] current);

    [LibraryImport(Library, EntryPoint = "signal")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint SetAction(int signal, nint action);

    /// <param name="id">A process; negative for any child of a process group.</param>
    /// <param name="status">How it ended.</param>
    /// <param name="options">0 to wait, or <see cref="WithoutHanging"/>.</param>
    /// <returns>The process; 0 when none has ended; negative for an error, which is the last one of the thread.</returns>
    [LibraryImport(Library, EntryPoint = "waitpid", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int Wait(int id, out int status, int options);

    /// <param name="id">A process; negative for a process group.</param>
    /// <param name="signal">The signal, or <see cref="NoSignal"/> to ask whether it exists.</param>
    [LibraryImport(Library, EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int Kill(int id, int signal);
}
