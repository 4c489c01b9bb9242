using System.Text.RegularExpressions;

namespace FirewallRules.Tests.Docs;

/// <summary>The code blocks of the README in order.</summary>
internal static partial class Readme
{
    public static string Root { get; } = FindRoot();

    public static IReadOnlyList<(string Language, string Text)> Blocks { get; } =
    [
        .. Fence().Matches(File.ReadAllText(Path.Combine(Root, "README.md"))).Select(match => (match.Groups["language"].Value, match.Groups["text"].Value)),
    ];

    [GeneratedRegex(@"^```(?<language>\w+)\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Fence();

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "FirewallRules.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("The tests do not run inside the checkout.");
        }

        return folder.FullName;
    }
}
