using System.Text;

namespace FirewallRules.Tests;

/// <summary>Pages of documentation as they were published, kept beside the checkout; ends the test as ignored where there is none.</summary>
internal static class SharedPages
{
    /// <summary>The lines of the one page that has a line with this text.</summary>
    public static string[] WithLine(string line)
    {
        var folder = SharedData.Folder("seeds");
        return Directory.EnumerateFiles(folder, "*.txt").Select(file => File.ReadAllLines(file, Encoding.UTF8)).Single(lines => lines.Contains(line, StringComparer.Ordinal));
    }
}
