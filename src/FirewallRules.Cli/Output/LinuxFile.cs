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
    private const int Folder = 0x4000;
    private const int PermissionMask = 0xFFF;

    // The kernel defines the structure and its size for every architecture: linux/stat.h.
    private const int StructureBytes = 256;
    private const int UserOffset = 20;
    private const int GroupOffset = 24;
    private const int ModeOffset = 28;

    private const int CurrentFolder = -100;
    private const int NotBehindLinks = 0x100;
    private const int EmptyPath = 0x1000;
    private const uint BasicFields = 0x7FF;

    /// <summary>Whether it is a file, and not a pipe, device or socket.</summary>
    public bool IsRegular => (Mode & KindMask) == RegularFile;

    public bool IsFolder => (Mode & KindMask) == Folder;

    /// <summary>Who may do what with it.</summary>
    public UnixFileMode Permissions => (UnixFileMode)(Mode & PermissionMask);

    /// <summary>The user that this process acts as.</summary>
    public static uint EffectiveUser => GetEffectiveUser();

    /// <summary>What is at a path, behind links; null where there is nothing, and on other systems.</summary>
    public static LinuxFile? At(string path) => Look(path, 0);

    /// <summary>What is at a path, which may be a link; null where there is nothing, and on other systems.</summary>
    public static LinuxFile? AtItself(string path) => Look(path, NotBehindLinks);

    /// <summary>An open file; null on other systems.</summary>
    public static LinuxFile? Of(SafeFileHandle file)
    {
        var fields = new byte[StructureBytes];
        return OperatingSystem.IsLinux() && Statx(file, "", EmptyPath, BasicFields, fields) == 0 ? Of(fields) : null;
    }

    /// <summary>Gives an open file an owner and a group. By its path, somebody who can write the folder could put a link in its place.</summary>
    /// <returns>Whether the system allowed it.</returns>
    public static bool TryOwn(SafeFileHandle file, uint user, uint group) => ChangeOwner(file, user, group) == 0;

    private static LinuxFile? Look(string path, int flags)
    {
        var fields = new byte[StructureBytes];
        return OperatingSystem.IsLinux() && Statx(CurrentFolder, path, flags, BasicFields, fields) == 0 ? Of(fields) : null;
    }

    private static LinuxFile Of(byte[] fields) => new(
        BitConverter.ToUInt16(fields, ModeOffset), BitConverter.ToUInt32(fields, UserOffset), BitConverter.ToUInt32(fields, GroupOffset));

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Statx(int folder, string path, int flags, uint mask, byte[] fields);

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Statx(SafeFileHandle file, string path, int flags, uint mask, byte[] fields);

    [LibraryImport("libc", EntryPoint = "geteuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial uint GetEffectiveUser();

    [LibraryImport("libc", EntryPoint = "fchown")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int ChangeOwner(SafeFileHandle file, uint user, uint group);
}
