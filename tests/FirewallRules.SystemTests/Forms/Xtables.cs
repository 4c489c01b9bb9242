using System.Collections.Concurrent;

namespace FirewallRules.SystemTests;

/// <summary>The two variants of iptables, chosen as an administrator does: by what the plain names link to.</summary>
internal static class Xtables
{
    public const string Nft = "nft";
    public const string Legacy = "legacy";

    private const string Lock = "/run/fwrules.lock";

    private static readonly string[] s_names = ["iptables", "ip6tables", "iptables-restore", "ip6tables-restore", "iptables-save", "ip6tables-save"];
    private static readonly ConcurrentDictionary<string, string> s_folders = new(StringComparer.Ordinal);

    public static string Program(string variant) => $"xtables-{variant}-multi";

    /// <summary>A folder in which the plain names are those of the variant.</summary>
    public static string Folder(string variant) => s_folders.GetOrAdd(variant, Link);

    /// <summary>Runs a shell script with the tools of the variant, after an optional folder of replacement commands.</summary>
    public static CommandResult RunScript(NetworkNamespace network, string variant, string file, string? before = null) =>
        network.Run("setsid", ["--wait", "env", "--default-signal=INT,TERM,HUP", SearchPath(variant, before), "sh", file]);

    /// <summary>Writes a script whose lock is that of the namespace: the tests of others must not wait for it.</summary>
    public static string WriteScript(NetworkNamespace network, string text) =>
        Scratch.Write(text.Replace(Lock, LockOf(network), StringComparison.Ordinal));

    /// <summary>The lock of the scripts that run in a namespace.</summary>
    public static string LockOf(NetworkNamespace network) => Scratch.PathOf(network.Name + ".lock");

    /// <summary>Runs one of the plain names.</summary>
    public static CommandResult Run(NetworkNamespace network, string variant, string name, params string[] arguments) =>
        network.Run(Path.Combine(Folder(variant), name), arguments);

    /// <summary>The PATH variable with which the plain names are those of the variant.</summary>
    public static string SearchPath(string variant, string? before = null) =>
        $"PATH={(before is null ? "" : before + ":")}{Folder(variant)}:{Tool.SearchPath}";

    private static string Link(string variant)
    {
        var folder = Scratch.NewFolder();
        foreach (var name in s_names)
        {
            File.CreateSymbolicLink(Path.Combine(folder, name), Tool.Find(Program(variant))!);
        }

        return folder;
    }
}
