using System.Text;
using System.Text.RegularExpressions;

namespace FirewallRules.Tests.Conventions;

/// <summary>How the sources are laid out.</summary>
public sealed partial class HouseTests
{
    // A young tree has more foundations than rooms; its median says nothing yet.
    private const int FilesThatMakeAMedian = 40;

    private static readonly IReadOnlyList<string> Sources = SourceRoot.SourceFiles("src");

    [Test]
    public void No_file_is_longer_than_400_lines() => Assert.That(Offenders(Sources, file => LineCount(file) > 400), Is.Empty);

    [Test]
    public void The_median_file_is_short()
    {
        Assume.That(Sources, Has.Count.GreaterThanOrEqualTo(FilesThatMakeAMedian));
        var lengths = Sources.Select(LineCount).Order().ToArray();

        Assert.That(lengths[lengths.Length / 2], Is.LessThanOrEqualTo(70));
    }

    [Test]
    public void A_file_declares_at_most_one_public_type()
        => Assert.That(Offenders(Sources, file => PublicTypes(File.ReadAllText(file)).Distinct(StringComparer.Ordinal).Count() > 1), Is.Empty);

    [Test]
    public void The_library_has_at_most_one_conditional_block()
        => Assert.That(Sources.SelectMany(file => ConditionalBlock().Matches(File.ReadAllText(file)).Select(_ => SourceRoot.Relative(file))).Skip(1), Is.Empty);

    [Test]
    public void The_library_ends_lines_itself_and_does_not_speak_to_the_console()
        => Assert.That(Offenders(SourceRoot.SourceFiles("src", "FirewallRules"), file => PlatformOutput().IsMatch(CodeText.Of(File.ReadAllText(file)))), Is.Empty);

    [Test]
    public void Files_are_plain_UTF8_with_LF_line_ends()
        => Assert.That(Offenders([.. Sources, .. SourceRoot.SourceFiles("tests")], file => !IsPlain(File.ReadAllBytes(file))), Is.Empty);

    private static string[] Offenders(IEnumerable<string> files, Func<string, bool> offends)
        => [.. files.Where(offends).Select(SourceRoot.Relative)];

    private static int LineCount(string file) => File.ReadAllBytes(file).Count(unit => unit == '\n');

    private static bool IsPlain(byte[] file) => file.Length > 0 && file[^1] == '\n' && !file.Contains((byte)'\r') && !file.AsSpan().StartsWith(Encoding.UTF8.Preamble);

    private static IEnumerable<string> PublicTypes(string source)
        => Pipeline.TypeDeclaration().Matches(CodeText.Of(source))
            .Where(match => match.Value.StartsWith("public ", StringComparison.Ordinal))
            .Select(match => match.Groups["name"].Value);

    [GeneratedRegex(@"^\s*#if\b", RegexOptions.Multiline, 5_000)]
    private static partial Regex ConditionalBlock();

    [GeneratedRegex(@"\bConsole\b|\.WriteLine(Async)?\b|\bAppendLine\b", RegexOptions.ExplicitCapture, 5_000)]
    private static partial Regex PlatformOutput();
}
