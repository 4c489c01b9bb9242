using System.Globalization;

namespace FirewallRules.SystemTests;

/// <summary>Files of a test run, in one folder that goes with it.</summary>
internal static class Scratch
{
    private static readonly Lazy<string> s_folder = new(() => Directory.CreateTempSubdirectory("fwr-").FullName);
    private static int s_count;

    /// <summary>A path that nothing stands at.</summary>
    public static string NewPath() => Path.Combine(s_folder.Value, Interlocked.Increment(ref s_count).ToString(CultureInfo.InvariantCulture));

    /// <summary>A path with a name of its own.</summary>
    public static string PathOf(string name) => Path.Combine(s_folder.Value, name);

    public static string NewFolder() => Directory.CreateDirectory(NewPath()).FullName;

    public static string Write(string text)
    {
        var path = NewPath();
        File.WriteAllText(path, text);
        return path;
    }

    public static void WriteExecutable(string path, string text)
    {
        File.WriteAllText(path, text);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    public static void Delete()
    {
        if (s_folder.IsValueCreated)
        {
            Directory.Delete(s_folder.Value, recursive: true);
        }
    }
}
