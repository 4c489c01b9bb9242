using System.Text.RegularExpressions;

namespace FirewallRules.Tests.Conventions;

/// <summary>Data flows left to right: Networks, the words, IpRanges, rules, emitters, and what is written with them. Which file may name the types of which.</summary>
internal static partial class Pipeline
{
    public static readonly Stage[] Stages =
    [
        new(0, "Networks"),
        new(1, "Section.cs"),
        new(1, "SectionSelection.cs"),
        new(1, "Site.cs"),
        new(1, "Direction.cs"),
        new(1, "Protocol.cs"),
        new(1, "PortRange.cs"),
        new(1, "Converters"),
        new(1, "Remote.cs"),
        new(2, "IpRanges"),
        new(3, ""),
        new(3, "Catalogs"),
        new(3, "Rules"),
        new(5, "Emitters") { HasIslands = true },
        new(7, "Verification"),
    ];

    public static Stage? StageOf(string path) => Stages.FirstOrDefault(stage => stage.Holds(path));

    /// <summary>Who names a type that it may not see.</summary>
    /// <param name="sources">Path below src/FirewallRules and text of each file.</param>
    public static IEnumerable<string> Violations(IEnumerable<(string Path, string Text)> sources)
    {
        var files = sources.Select(source => (source.Path, Code: CodeText.Of(source.Text))).ToArray();
        var homes = files
            .SelectMany(file => TypeDeclaration().Matches(file.Code).Select(match => (Name: match.Groups["name"].Value, file.Path)))
            .ToLookup(type => type.Name, type => type.Path, StringComparer.Ordinal);
        foreach (var (path, code) in files)
        {
            foreach (var word in Word().Matches(code).Select(match => match.Value).Distinct(StringComparer.Ordinal))
            {
                if (homes.Contains(word) && !homes[word].Any(home => MaySee(path, home)))
                {
                    yield return $"{path} names {word}, which is declared in {homes[word].First()}";
                }
            }
        }
    }

    private static bool MaySee(string path, string home)
    {
        if (StageOf(path) is not { } from || StageOf(home) is not { } to)
        {
            return true;
        }

        if (to.Order > from.Order)
        {
            return false;
        }

        var (island, other) = (from.Island(path), to.Island(home));
        return from != to || island == other || island.Length == 0 || other.Length == 0;
    }

    // Types of a file stand at the start of a line; nested ones are indented and seen through the type around them.
    [GeneratedRegex(@"^(?:(?:public|internal|file|abstract|sealed|static|readonly|ref|partial|unsafe)\s+)*(?:class|struct|interface|enum|record(?:\s+class|\s+struct)?|delegate\s+\S+)\s+(?<name>\w+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 5_000)]
    public static partial Regex TypeDeclaration();

    [GeneratedRegex(@"\b[A-Z]\w*", RegexOptions.ExplicitCapture, 5_000)]
    private static partial Regex Word();
}
