namespace FirewallRules.Tests;

/// <summary>The checkout that the tests were built from.</summary>
internal static class SourceRoot
{
    public static string Path { get; } = Find();

    public static string Combine(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    /// <summary>The path below the root, with slashes on every OS.</summary>
    public static string Relative(string path) => System.IO.Path.GetRelativePath(Path, path).Replace('\\', '/');

    /// <summary>The C# files below a folder of the checkout that a person wrote, in a stable order.</summary>
    public static IReadOnlyList<string> SourceFiles(params string[] folder)
        => [.. Directory.EnumerateFiles(Combine(folder), "*.cs", SearchOption.AllDirectories)
            .Where(file => !Relative(file).Split('/').Any(part => part is "obj" or "bin"))
            .Order(StringComparer.Ordinal)];

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "FirewallRules.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"No FirewallRules.sln above {AppContext.BaseDirectory}: these tests read the sources they belong to.");
    }
}
