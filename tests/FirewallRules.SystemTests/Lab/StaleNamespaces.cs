namespace FirewallRules.SystemTests;

/// <summary>Removes the namespaces of test runs that were killed before they could.</summary>
internal static class StaleNamespaces
{
    public const string Folder = "/run/netns";
    public const string Prefix = "fwr-";

    private static readonly Lazy<bool> s_removed = new(() =>
    {
        Remove();
        return true;
    });

    public static void RemoveOnce() => _ = s_removed.Value;

    /// <summary>Removes those whose process is gone; a living one is another test run beside this one.</summary>
    public static void Remove()
    {
        foreach (var name in Names())
        {
            var process = name[Prefix.Length..].Split('-')[0];
            if (process.All(char.IsAsciiDigit) && !Directory.Exists($"/proc/{process}"))
            {
                Shell.Run("ip", ["netns", "delete", name]);
            }
        }
    }

    public static string[] Names() => Directory.Exists(Folder)
        ? [.. Directory.EnumerateFiles(Folder, Prefix + "*").Select(path => Path.GetFileName(path))]
        : [];
}
