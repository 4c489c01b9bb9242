using System.Text.RegularExpressions;

namespace FirewallRules.Tests.Conventions;

/// <summary>Data flows left to right: Networks, IpRanges, rules, emitters. Which file may name the types of which.</summary>
internal static partial class Pipeline
{
    public static readonly Stage[] Stages =
    [
        new(0, "Section.cs"),
        new(0, "SectionSelection.cs"),
        new(0, "Site.cs"),
        new(0, "Direction.cs"),
        new(0, "Protocol.cs"),
        new(0, "PortRange.cs"),
        new(0, "PortSet.cs"),
        new(1, "Networks") { SeesOnlyItself = true },
        new(2, "IpRanges"),
        new(3, ""),
        new(3, "Catalogs"),
        new(3, "Client"),
        new(4, "PrivateLink"),
        new(5, "Emitters") { IslandsExcept = [("Iptables", "Ipset")] },
        new(6, "Verification"),
    ];

    /// <summary>What is out of order and known to be. A row that is no longer true fails as well, so that the list can only get shorter.</summary>
    public static readonly string[] Debts =
    [
        // Making foreign text printable is a word's business as much as a prefix's, but lives with the prefixes.
        "Section.cs names CidrFormatException, which is declared in Networks/CidrFormatException.cs",
        "Site.cs names CidrFormatException, which is declared in Networks/CidrFormatException.cs",
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

        if (from.SeesOnlyItself || to.Order > from.Order)
        {
            return from == to;
        }

        var (island, other) = (from.Island(path), to.Island(home));
        return from != to || island == other || island.Length == 0 || other.Length == 0 || from.IslandsExcept!.Contains((island, other));
    }

    // Types of a file stand at the start of a line; nested ones are indented and seen through the type around them.
    [GeneratedRegex(@"^(?:(?:public|internal|file|abstract|sealed|static|readonly|ref|partial|unsafe)\s+)*(?:class|struct|interface|enum|record(?:\s+class|\s+struct)?|delegate\s+\S+)\s+(?<name>\w+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 5_000)]
    public static partial Regex TypeDeclaration();

    [GeneratedRegex(@"\b[A-Z]\w*", RegexOptions.ExplicitCapture, 5_000)]
    private static partial Regex Word();
}
