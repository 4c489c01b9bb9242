using System.Globalization;

namespace FirewallRules.SystemTests;

/// <summary>The one place that decides what happens when a machine lacks what a system test needs.</summary>
internal static class Tool
{
    // CAP_NET_ADMIN and CAP_SYS_ADMIN: a container may run as root and still be denied both.
    private const ulong NeededCapabilities = (1UL << 12) | (1UL << 21);

    // A user's PATH often leaves out the administrator's folders, where the firewall tools live.
    private static readonly string[] s_administratorFolders = ["/usr/sbin", "/sbin", "/usr/local/sbin"];

    /// <summary>The folders in which commands are looked for, in the form of the PATH variable.</summary>
    public static string SearchPath { get; } =
        string.Join(':', [Environment.GetEnvironmentVariable("PATH") ?? "/usr/bin:/bin", .. s_administratorFolders]);

    /// <summary>Gets the full path of a command, or null.</summary>
    public static string? Find(string command) => SearchPath
        .Split(':', StringSplitOptions.RemoveEmptyEntries)
        .Select(folder => Path.Combine(folder, command))
        .FirstOrDefault(File.Exists);

    public static bool Exists(string command) => Find(command) is not null;

    /// <summary>Skips the running test when a command is missing or the process may not change networks.</summary>
    public static void Require(params string[] commands)
    {
        RequireCommands(commands);
        if (!MayChangeNetworks())
        {
            FullRun.Missing("this process may not create network namespaces: run it as root on Linux");
        }
    }

    /// <summary>As <see cref="Require"/>, for commands that need no privileges.</summary>
    public static void RequireCommands(params string[] commands)
    {
        foreach (var command in commands.Where(command => !Exists(command)))
        {
            FullRun.Missing($"{command} is not installed");
        }
    }

    private static bool MayChangeNetworks()
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
        {
            return false;
        }

        var line = File.ReadLines("/proc/self/status").First(line => line.StartsWith("CapEff:", StringComparison.Ordinal));
        var effective = ulong.Parse(line["CapEff:".Length..].Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return (effective & NeededCapabilities) == NeededCapabilities;
    }
}
