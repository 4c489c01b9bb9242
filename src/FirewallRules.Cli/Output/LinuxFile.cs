using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace FirewallRules.Cli.Output;

/// <summary>What Linux knows of a file and .NET does not tell: its kind, owner and group.</summary>
/// <param name="Mode">The kind and the permissions, as in <c>st_mode</c>.</param>
/// <param name="User">The number of its owner.</param>
/// <param name="Group">The number of its group.</param>
internal readonly partial record struct LinuxFile(ushort Mode, uint User, uint Group)
{
    private const int KindMask = 0xF000;
    private const int RegularFile = 0x8000;

    // The kernel defines the structure and its size for every architecture: linux/stat.h.
    private const int StructureBytes = 256;
    private const int UserOffset = 20;
    private const int GroupOffset = 24;
    private const int ModeOffset = 28;

    private const int CurrentFolder = -100;
    private const int EmptyPath = 0x1000;
    private const uint BasicFields = 0x7FF;

    /// <summary>Whether it is a file, and not a pipe, device or socket.</summary>
    public bool IsRegular => (Mode & KindMask) == RegularFile;

    /// <summary>What is at a path, behind links; null where there is nothing, and on other systems.</summary>
    public static LinuxFile? At(string path)
    {
        var fields = new byte[StructureBytes];
        return OperatingSystem.IsLinux() && Statx(CurrentFolder, path, 0, BasicFields, fields) == 0 ? Of(fields) : null;
    }

    /// <summary>An open file; null on other systems.</summary>
    public static LinuxFile? Of(SafeFileHandle file)
    {
        var fields = new byte[StructureBytes];
        return OperatingSystem.IsLinux() && Statx(file, "", EmptyPath, BasicFields, fields) == 0 ? Of(fields) : null;
    }

    /// <summary>Gives an open file an owner and a group. By its path, somebody who can write the folder could put a link in its place.</summary>
    /// <returns>Whether the system allowed it.</returns>
    public static bool TryOwn(SafeFileHandle file, uint user, uint group) => ChangeOwner(file, user, group) == 0;

    private static LinuxFile Of(byte[] fields) => new(
        BitConverter.ToUInt16(fields, ModeOffset), BitConverter.ToUInt32(fields, UserOffset), BitConverter.ToUInt32(fields, GroupOffset));

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Statx(int folder, string path, int flags, uint mask, byte[] fields);

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Statx(SafeFileHandle file, string path, int flags, uint mask, byte[] fields);

    [LibraryImport("libc", EntryPoint = "fchown")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int ChangeOwner(SafeFileHandle file, uint user, uint group);
}
