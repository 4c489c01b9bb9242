using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace FirewallRules.Client;

/// <summary>File descriptors that child processes inherit. Those of .NET are closed when another program starts.</summary>
[UnsupportedOSPlatform("windows")]
internal static partial class UnixDescriptor
{
    private const int LastStandardStream = 2;

    /// <summary>Another descriptor of the same open file, with the same lock, which child processes inherit.</summary>
    /// <exception cref="IOException">The process has too many open files.</exception>
    public static SafeFileHandle Inheritable(SafeFileHandle file)
    {
        // A function without variable arguments, unlike fcntl: those are passed in another way on some platforms.
        var copy = Duplicate(file);
        if (copy < 0)
        {
            throw new IOException($"The lock cannot be inherited: {Marshal.GetLastPInvokeErrorMessage()}");
        }

        var inheritable = new SafeFileHandle(copy, ownsHandle: true);
        if (copy > LastStandardStream)
        {
            return inheritable;
        }

        // The standard stream was closed. A child process would get another file in its place, and lose the lock.
        using (inheritable)
        {
            return Inheritable(file);
        }
    }

    [LibraryImport("libc", EntryPoint = "dup", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Duplicate(SafeFileHandle file);
}
