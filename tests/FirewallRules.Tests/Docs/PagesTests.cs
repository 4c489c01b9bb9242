using System.Text.RegularExpressions;
using FirewallRules.Tests.Conventions;

namespace FirewallRules.Tests.Docs;

/// <summary>The files, links and names on the documentation pages exist.</summary>
public sealed partial class PagesTests
{
    private static readonly IReadOnlyList<string> Pages =
    [
        .. new[] { "", "docs", "src", "tests", "benchmarks" }
            .Select(folder => SourceRoot.Combine(folder))
            .SelectMany(folder => Directory.EnumerateFiles(
                folder, "*.md", folder == SourceRoot.Path ? SearchOption.TopDirectoryOnly : SearchOption.AllDirectories))
            .Select(SourceRoot.Relative)
            .Where(page => !page.Split('/').Any(part => part is "bin" or "obj" or "Approved"))
            .Order(StringComparer.Ordinal),
    ];

    private static readonly HashSet<string> TestClasses =
    [
        .. SourceRoot.SourceFiles("tests").SelectMany(file => TestClass().Matches(File.ReadAllText(file))).Select(match => match.Groups["name"].Value),
    ];

    [Test]
    public void The_pages_exist()
        => Assert.That(Pages, Is.SupersetOf(["CHANGELOG.md", "CONTRIBUTING.md", "README.md", "SECURITY.md", "docs/architecture.md"]));

    [Test]
    public void Links_resolve() => HouseTests.AssertNone(Pages.SelectMany(page => BrokenLinks(page, Read(page))));

    [Test]
    public void Test_classes_that_are_named_exist()
        => HouseTests.AssertNone(
            from page in Pages
            from name in TestClassName().Matches(Read(page)).Select(match => match.Groups["name"].Value)
            where !TestClasses.Contains(name)
            select $"{page} names {name}, which is no test class");

    [Test]
    public void Files_that_are_named_exist()
        => HouseTests.AssertNone(
            from page in Pages
            from path in SourcePath().Matches(Read(page)).Select(match => match.Groups["path"].Value)
            where !Path.Exists(SourceRoot.Combine(path))
            select $"{page} names {path}, which does not exist");

    // The check itself.
    [TestCase("[x](docs/nowhere.md)", "docs/nowhere.md")]
    [TestCase("[x](#no-such-heading)", "#no-such-heading")]
    [TestCase("[x](README.md#no-such-heading)", "README.md#no-such-heading")]
    public void A_broken_link_is_found(string text, string link)
        => Assert.That(BrokenLinks("CHANGELOG.md", "# Heading\n" + text), Is.EqualTo(new[] { $"CHANGELOG.md links to {link}" }));

    [TestCase("[x](README.md#lists-of-addresses) [y](#heading) [z](docs/architecture.md) [w](https://example.com/x#y)")]
    [TestCase("```csharp\nvar x = y[z](w);\n```")]
    public void A_good_link_is_not_reported(string text) => HouseTests.AssertNone(BrokenLinks("CHANGELOG.md", "# Heading\n" + text));

    private static IEnumerable<string> BrokenLinks(string page, string text)
    {
        foreach (var link in Link().Matches(WithoutBlocks(text)).Select(match => match.Groups["target"].Value))
        {
            var (path, anchor) = link.Split('#') is [var before, var after] ? (before, after) : (link, null);
            var target = path.Length == 0 ? page : Path.Combine(Path.GetDirectoryName(page)!, path);
            if (!Path.Exists(SourceRoot.Combine(target))
                || (anchor is not null && !Anchors(target == page ? text : Read(target)).Contains(anchor, StringComparer.Ordinal)))
            {
                yield return $"{page} links to {link}";
            }
        }
    }

    private static IEnumerable<string> Anchors(string text)
        => Heading().Matches(WithoutBlocks(text)).Select(match => Dropped().Replace(match.Groups["text"].Value.ToLowerInvariant(), "").Replace(' ', '-'));

    private static string Read(string page) => File.ReadAllText(SourceRoot.Combine(page));

    private static string WithoutBlocks(string text) => Block().Replace(text, "");

    [GeneratedRegex(@"class (?<name>\w+Tests)\b", RegexOptions.ExplicitCapture, 5_000)]
    private static partial Regex TestClass();

    [GeneratedRegex(@"`(?<name>\w+Tests)`", RegexOptions.ExplicitCapture, 5_000)]
    private static partial Regex TestClassName();

    [GeneratedRegex(@"`(?<path>(src|tests|docs|benchmarks|\.ci)/[^`*{} ]*)`", RegexOptions.ExplicitCapture, 5_000)]
    private static partial Regex SourcePath();

    [GeneratedRegex(@"\]\((?!https?://)(?<target>[^)\s]+)\)", RegexOptions.ExplicitCapture, 5_000)]
    private static partial Regex Link();

    [GeneratedRegex(@"^#+ (?<text>.+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 5_000)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]", RegexOptions.None, 5_000)]
    private static partial Regex Dropped();

    [GeneratedRegex(@"^```.*?^```$", RegexOptions.Multiline | RegexOptions.Singleline, 5_000)]
    private static partial Regex Block();
}
