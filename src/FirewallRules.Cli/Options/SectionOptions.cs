using System.CommandLine;

namespace FirewallRules.Cli.Options;

/// <summary>The sections that are asked for, and what narrows them or what the document cannot say of them.</summary>
internal sealed class SectionOptions
{
    private readonly Argument<string[]> _sections = new("SECTION")
    {
        HelpName = "SECTION",
        Arity = ArgumentArity.OneOrMore,
        Description = "Sections of the document, such as logs, apm, webhooks; see 'fwrules sections'.",
    };

    private readonly Option<string[]> _locations = new("--location")
    {
        HelpName = "LOCATION",
        Description = "Narrow synthetics to a location, such as aws:eu-central-1; may be repeated.",
    };

    private readonly Option<string[]> _ports = new("--port")
    {
        HelpName = "PORT[/PROTOCOL]",
        Description = "The port of your own endpoint (synthetics, webhooks; 443/tcp else), or of a section that is not known; may be repeated.",
    };

    private readonly Option<string?> _direction = new Option<string?>("--direction") { Description = "The direction of a section that is not known." }
        .AcceptOnlyFromAmong("egress", "ingress");

    public void AddTo(Command command)
    {
        _sections.CompletionSources.Add([.. Section.Known.Select(section => section.Name)]);
        command.Arguments.Add(_sections);
        command.Options.Add(_locations);
        command.Options.Add(_ports);
        command.Options.Add(_direction);
    }

    public IReadOnlyList<Section> ReadNames(ParseResult result)
        => [.. result.GetRequiredValue(_sections).Select(text => Section.TryParse(text, out var section) ? section : throw Unknown(text, Section.Known))];

    public RuleSet ReadRules(ParseResult result, IpRangesDocument document) => RuleSet.For(document, ReadSelections(result, document, _ => false));

    /// <summary>What is asked for, one a section.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="document">The document to which it is put.</param>
    /// <param name="orEmpty">Of which sections the document may lack all or some.</param>
    public SectionSelection[] ReadSelections(ParseResult result, IpRangesDocument document, Func<Section, bool> orEmpty)
    {
        var (protocol, ports) = ReadPorts(result);
        Direction? direction = result.GetValue(_direction) switch { null => null, "egress" => Direction.Egress, _ => Direction.Ingress };
        string[] locations = result.GetValue(_locations) ?? [];
        var selections = ReadNames(result).Select(section => orEmpty(section)
            ? Select(document, section, protocol, ports, direction).OrEmpty()
            : Select(Found(document, section), section, protocol, ports, direction)).ToList();
        if (locations.Length > 0 && !selections.Exists(selection => selection.Section == Section.Synthetics))
        {
            throw CliException.Usage("--location narrows synthetics, which is not among the sections.");
        }

        return [.. selections.Select(selection => selection.Section == Section.Synthetics ? selection.At(locations) : selection)];
    }

    /// <summary>Refuses locations that none of the documents has.</summary>
    public void RefuseUnknownLocations(ParseResult result, params IEnumerable<IpRangesDocument> documents)
    {
        var known = documents.SelectMany(document => document.TryGetSection(Section.Synthetics, out var section) ? section.Locations : []).Distinct(StringComparer.Ordinal).ToList();
        foreach (var location in (result.GetValue(_locations) ?? []).Where(location => !known.Contains(location, StringComparer.Ordinal)))
        {
            throw CliException.Input(Nearest.Describe("location", location, known));
        }
    }

    private static IpRangesDocument Found(IpRangesDocument document, Section section)
        => document.TryGetSection(section, out _)
            ? document
            : throw new CliException(ExitCode.Input, Unknown(section.Name, document.Sections.Select(known => known.Name)).Message);

    private static SectionSelection Select(IpRangesDocument document, Section section, Protocol protocol, PortRange[] ports, Direction? direction)
    {
        if (!SectionCatalog.TryGetTraffic(section, document.Site, out var traffic))
        {
            return direction is { } given && ports.Length > 0
                ? section.With(given, protocol, ports)
                : throw CliException.Usage($"Section '{section}' is not known to this version: give --direction and --port.");
        }

        return traffic.Direction == Direction.Ingress && ports.Length > 0 ? section.With(Direction.Ingress, protocol, ports) : section;
    }

    private (Protocol Protocol, PortRange[] Ports) ReadPorts(ParseResult result)
    {
        var ports = new List<PortRange>();
        var protocols = new HashSet<Protocol>();
        foreach (var text in result.GetValue(_ports) ?? [])
        {
            var slash = text.IndexOf('/');
            var protocol = slash < 0 ? "tcp" : text[(slash + 1)..];
            if (!PortRange.TryParse(slash < 0 ? text : text[..slash], out var port) || protocol is not ("tcp" or "udp"))
            {
                throw CliException.Usage($"'{text}' is no port: write 443, 8000-8100 or 53/udp.");
            }

            ports.Add(port);
            protocols.Add(protocol == "tcp" ? Protocol.Tcp : Protocol.Udp);
        }

        return protocols.Count > 1
            ? throw CliException.Usage("The ports of one command are all TCP or all UDP.")
            : (protocols.FirstOrDefault(Protocol.Tcp), [.. ports]);
    }

    private static CliException Unknown(string given, IEnumerable<Section> known)
        => CliException.Usage(Nearest.Describe("section", given, known.Select(section => section.Name)));
}
