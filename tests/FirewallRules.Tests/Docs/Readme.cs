using System.Text.RegularExpressions;

namespace FirewallRules.Tests.Docs;

/// <summary>The code blocks of the README in order.</summary>
internal static partial class Readme
{
    public static string Root => SourceRoot.Path;

    public static string Text { get; } = File.ReadAllText(SourceRoot.Combine("README.md"));

    public static IReadOnlyList<(string Language, string Text)> Blocks { get; } = [.. BlocksOf(Text)];

    public static IEnumerable<string> In(string language) => Blocks.Where(block => block.Language == language).Select(block => block.Text);

    /// <summary>The output that is shown below a block, or null.</summary>
    public static string? OutputOf(string block)
    {
        var at = Blocks.Select(other => other.Text).ToList().IndexOf(block) + 1;
        return at < Blocks.Count && Blocks[at].Language == "text" ? Blocks[at].Text : null;
    }

    /// <summary>Replaces a block, where outputs are approved; see <see cref="Approved.Variable"/>.</summary>
    /// <returns>Whether they are, and the block is what it was when the tests started.</returns>
    public static bool Approve(string block, string text)
    {
        if (Environment.GetEnvironmentVariable(Approved.Variable) != "1")
        {
            return false;
        }

        var path = SourceRoot.Combine("README.md");
        var page = File.ReadAllText(path);
        File.WriteAllText(path, page.Replace($"\n{block}```\n", $"\n{text}```\n", StringComparison.Ordinal));
        return true;
    }

    public static IEnumerable<(string Language, string Text)> BlocksOf(string page)
        => Fence().Matches(page).Select(match => (match.Groups["language"].Value, match.Groups["text"].Value));

    [GeneratedRegex(@"^```(?<language>\w+)\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Fence();
}
