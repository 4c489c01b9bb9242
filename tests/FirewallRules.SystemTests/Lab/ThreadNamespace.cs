using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace FirewallRules.SystemTests;

/// <summary>Moves the calling thread, for good, into a network namespace.</summary>
internal static partial class ThreadNamespace
{
    private const int NetworkKind = 0x40000000; // CLONE_NEWNET

    public static void Enter(string file)
    {
        // Any sharing but ReadWrite makes the runtime lock the file, which a namespace is not made for.
        using var handle = File.OpenHandle(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        if (SetNamespace(handle, NetworkKind) != 0)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError(), $"could not enter the network namespace {file}");
        }
    }

    [LibraryImport("libc", EntryPoint = "setns", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetNamespace(SafeFileHandle handle, int kind);
}
