using FirewallRules.Tests.Packaging;

namespace FirewallRules.Tests.Client;

/// <summary>What can be in the place of a file.</summary>
internal static class NotFiles
{
    public static void Create(string what, string path)
    {
        switch (what)
        {
            case "folder":
                Directory.CreateDirectory(path);
                break;

            case "pipe":
                DotNet.MustRun("/", "mkfifo", path);
                break;

            case "link to a pipe":
                DotNet.MustRun("/", "mkfifo", path + ".pipe");
                File.CreateSymbolicLink(path, Path.GetFileName(path) + ".pipe");
                break;

            case "link to a device":
                File.CreateSymbolicLink(path, "/dev/null");
                break;

            default:
                throw new ArgumentException($"There is no {what}.", nameof(what));
        }
    }
}
