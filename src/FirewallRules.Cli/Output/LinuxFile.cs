using System.Runtime.InteropServices;

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
    private const uint BasicFields = 0x7FF;

    /// <summary>Whether it is a file, and not a pipe, device or socket.</summary>
    public bool IsRegular => (Mode & KindMask) == RegularFile;

    /// <summary>What is at a path, behind links; null where there is nothing, and on other systems.</summary>
    public static LinuxFile? At(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        var fields = new byte[StructureBytes];
        return Statx(CurrentFolder, path, 0, BasicFields, fields) == 0
            ? new LinuxFile(
                BitConverter.ToUInt16(fields, ModeOffset), BitConverter.ToUInt32(fields, UserOffset), BitConverter.ToUInt32(fields, GroupOffset))
            : null;
    }

    /// <summary>Gives a file an owner and a group.</summary>
    /// <returns>Whether the system allowed it.</returns>
    public static bool TryOwn(string path, uint user, uint group) => ChangeOwner(path, user, group) == 0;

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Statx(int folder, string path, int flags, uint mask, byte[] fields);

    [LibraryImport("libc", EntryPoint = "chown", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int ChangeOwner(string path, uint user, uint group);
}
