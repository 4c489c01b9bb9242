using System.Globalization;

namespace FirewallRules.SystemTests;

/// <summary>Removes the namespaces of test runs that were killed before they could.</summary>
internal static class StaleNamespaces
{
    public const string Folder = "/run/netns";
    public const string Prefix = "fwr-";

    private static readonly Lazy<int> s_removed = new(() => Remove(IsAlive));

    public static void RemoveOnce() => _ = s_removed.Value;

    /// <summary>Removes those whose process is gone; a living one is another test run beside this one.</summary>
    public static int Remove(Func<int, bool> isAlive)
    {
        var removed = 0;
        foreach (var name in Names())
        {
            var process = name[Prefix.Length..].Split('-')[0];
            if (int.TryParse(process, CultureInfo.InvariantCulture, out var id) && !isAlive(id))
            {
                Shell.Run("ip", ["netns", "delete", name]);
                removed++;
            }
        }

        return removed;
    }

    public static string[] Names() => Directory.Exists(Folder)
        ? [.. Directory.EnumerateFiles(Folder, Prefix + "*").Select(path => Path.GetFileName(path))]
        : [];

    public static bool IsAlive(int process) => Directory.Exists($"/proc/{process}");
}
