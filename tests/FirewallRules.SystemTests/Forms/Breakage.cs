using System.Text.RegularExpressions;

namespace FirewallRules.SystemTests;

/// <summary>A way to spoil an output.</summary>
internal sealed record Breakage(string Name, Func<string, string> Break)
{
    private const RegexOptions Options = RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(5);

    /// <summary>Replaces the middle one of all matches.</summary>
    public static Breakage Middle(string name, string pattern, string replacement) =>
        new(name, text => Replace(text, pattern, replacement, count => count / 2));

    /// <summary>Replaces the last match.</summary>
    public static Breakage Last(string name, string pattern, string replacement) =>
        new(name, text => Replace(text, pattern, replacement, count => count - 1));

    private static string Replace(string text, string pattern, string replacement, Func<int, int> choose)
    {
        var matches = Regex.Matches(text, pattern, Options, s_timeout);
        Assert.That(matches, Is.Not.Empty, $"nothing to break: {pattern} in\n{text}");
        var match = matches[choose(matches.Count)];
        return string.Concat(text.AsSpan(0, match.Index), replacement, text.AsSpan(match.Index + match.Length));
    }
}
