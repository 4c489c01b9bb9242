using System.CommandLine;

namespace FirewallRules.Cli.Options;

/// <summary>The selected sections, and the options that restrict them or supply what the catalogue does not know of them.</summary>
internal sealed class SectionOptions
{
    private readonly Argument<string[]> _sections = new("SECTION")
    {
        HelpName = "SECTION",
        Arity = ArgumentArity.OneOrMore,
        Description = "Sections of the document, such as logs, apm or webhooks; see 'fwrules sections'.",
    };

    private readonly Option<string[]> _locations = new("--location")
    {
        HelpName = "LOCATION",
        Description = "For synthetics: only this location, such as aws:eu-central-1. Can be repeated.",
    };

    private readonly Option<string[]> _ports = new("--port")
    {
        HelpName = "PORT[/PROTOCOL]",
        Description = "For synthetics and webhooks: the port of your endpoint (default: 443/tcp). For a section without known ports: its port. "
            + "Can be repeated. It must apply to every section of the command.",
    };

    private readonly WordOption _direction = new(
        "--direction", "direction", "For a section without a known direction: its direction.", "egress", "ingress");

    public void AddTo(Command command)
    {
        _sections.CompletionSources.Add([.. Section.Known.Select(section => section.Name)]);
        command.Arguments.Add(_sections);
        command.Options.Add(_locations);
        command.Options.Add(_ports);
        command.Options.Add(_direction);
    }

    /// <summary>Checks what needs no document, so that nothing is read or fetched for a command line that is wrong.</summary>
    /// <returns>The sections.</returns>
    /// <exception cref="CliException">A name cannot be the name of a section, a port is invalid, or a location does not apply.</exception>
    public IReadOnlyList<Section> Check(ParseResult result)
    {
        var names = ReadNames(result);
        _ = ReadPorts(result);
        CliException.UsageIf(
            HasLocations(result) && !names.Contains(Section.Synthetics),
            "--location applies to section synthetics, which is not selected.");
        return names;
    }

    /// <summary>Whether locations are selected.</summary>
    public bool HasLocations(ParseResult result) => result.GetValue(_locations) is { Length: > 0 };

    public RuleSet ReadRules(ParseResult result, IpRangesDocument document)
    {
        RefuseUnknownLocations(result, document);
        return RuleSet.For(document, ReadSelections(result, document, _ => false));
    }

    /// <summary>The rules to remove. Their names do not depend on addresses, so that the document may lack all of them.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="site">The site.</param>
    /// <param name="document">The document, if there is one.</param>
    /// <param name="terminal">The standard streams.</param>
    /// <exception cref="CliException">A section is neither known nor in the document, or an option does not apply to a section.</exception>
    public RuleSet ReadRulesForRemoval(ParseResult result, Site site, IpRangesDocument? document, Terminal terminal)
    {
        var names = ReadNames(result);
        if (document is not null
            && names.FirstOrDefault(name => !Section.Known.Contains(name) && !document.TryGetSection(name, out _)) is { } unknown)
        {
            throw Unknown(unknown.Name, Section.Known.Concat(document.Sections.Select(section => section.Section)).Distinct());
        }

        if (document is not null)
        {
            NoticeUnknownLocations(result, document, terminal);
        }

        document ??= NamesOnly.Document(site, names);
        return RuleSet.For(document, ReadSelections(result, document, _ => true));
    }

    /// <summary>The selections, one for each section.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="document">The document that they apply to.</param>
    /// <param name="allowMissing">Which sections the document may lack, wholly or in part.</param>
    /// <exception cref="CliException">A section or location is not in the document, or an option does not apply to a section.</exception>
    public SectionSelection[] ReadSelections(ParseResult result, IpRangesDocument document, Func<Section, bool> allowMissing)
    {
        var (protocol, ports) = ReadPorts(result);
        Direction? direction = result.GetValue(_direction) switch { null => null, "egress" => Direction.Egress, _ => Direction.Ingress };
        string[] locations = result.GetValue(_locations) ?? [];
        return [.. ReadNames(result).Select(section =>
        {
            var (mayBeEmpty, here) = (allowMissing(section), section == Section.Synthetics ? locations : []);
            if (!mayBeEmpty)
            {
                RefuseMissing(document, section, here);
            }

            var selection = Select(document.Site, section, protocol, ports, direction);
            selection = here.Length == 0 ? selection : selection.At(here);
            return mayBeEmpty ? selection.AllowMissing() : selection;
        })];
    }

    /// <summary>Refuses locations that are in none of the documents.</summary>
    /// <exception cref="CliException">There is such a location.</exception>
    public void RefuseUnknownLocations(ParseResult result, params IEnumerable<IpRangesDocument> documents)
    {
        var known = LocationsOf(documents);
        if (Unknown(result, known).FirstOrDefault() is { } location)
        {
            throw CliException.Usage(Nearest.Describe("location", location, known));
        }
    }

    // A removal is written nevertheless: the document may have lost the location.
    private void NoticeUnknownLocations(ParseResult result, IpRangesDocument document, Terminal terminal)
    {
        foreach (var location in Unknown(result, LocationsOf([document])))
        {
            terminal.Warn($"{document} has no location '{location}'; the output removes the rules of a document that had it");
        }
    }

    private IEnumerable<string> Unknown(ParseResult result, List<string> known)
        => (result.GetValue(_locations) ?? []).Where(location => !known.Contains(location, StringComparer.Ordinal));

    private static List<string> LocationsOf(IEnumerable<IpRangesDocument> documents)
        =>
        [
            .. documents.SelectMany(document => document.Located.TryGetSection(Section.Synthetics, out var section) ? section.Locations : [])
                .Distinct(StringComparer.Ordinal),
        ];

    private IReadOnlyList<Section> ReadNames(ParseResult result)
        => [.. result.GetRequiredValue(_sections)
            .Select(text => Section.TryParse(text, out var section) ? section : throw Unknown(text, Section.Known))];

    private static void RefuseMissing(IpRangesDocument given, Section section, string[] locations)
    {
        var document = locations.Length > 0 ? given.Located : given;
        if (!document.TryGetSection(section, out var found))
        {
            throw Unknown(section.Name, document.Sections.Select(known => known.Section));
        }

        foreach (var location in locations.Where(location => !found.Locations.Contains(location, StringComparer.Ordinal)))
        {
            throw CliException.Input(
                $"The document ({document}) has no location '{location}' in section '{section}'. If it is to be removed, add --accept-shrink.");
        }

        if (locations.Length > 0 && locations.All(location => found.AddressesAt(location).IsEmpty))
        {
            throw CliException.Input($"Section '{section}' has no addresses at {string.Join(", ", locations)}: select other locations.");
        }
    }

    // An option that would be ignored is refused: the rules would allow something else than was asked for.
    private static SectionSelection Select(Site? site, Section section, Protocol protocol, PortRange[] ports, Direction? direction)
    {
        if (!SectionCatalog.TryGetTraffic(section, site, out var traffic))
        {
            return direction is { } given && ports.Length > 0
                ? section.With(given, protocol, ports)
                : throw CliException.Usage($"The direction and ports of section '{section}' are not known: add --direction and --port.");
        }

        CliException.UsageIf(
            direction is not null && direction != traffic.Direction,
            $"--direction does not apply to section '{section}', whose traffic is always "
                + $"{(traffic.Direction == Direction.Egress ? "egress" : "ingress")}.");
        CliException.UsageIf(
            traffic.Direction == Direction.Egress && ports.Length > 0,
            $"--port does not apply to section '{section}', whose ports are those of Datadog's servers: {string.Join(", ", traffic.Ports)}. "
            + "Use another command, with another --name-prefix, for the sections that it applies to.");
        return ports.Length > 0 ? section.With(Direction.Ingress, protocol, ports) : section;
    }

    private (Protocol Protocol, PortRange[] Ports) ReadPorts(ParseResult result)
    {
        var ports = new List<PortRange>();
        var protocols = new HashSet<Protocol>();
        foreach (var text in result.GetValue(_ports) ?? [])
        {
            var slash = text.IndexOf('/');
            var protocol = slash < 0 ? "tcp" : text[(slash + 1)..];
            CliException.UsageIf(
                !PortRange.TryParse(slash < 0 ? text : text[..slash], out var port) || protocol is not ("tcp" or "udp"),
                $"--port: '{text}' is not a port or port range: write 443, 8000-8100 or 53/udp.");
            ports.Add(port);
            protocols.Add(protocol == "tcp" ? Protocol.Tcp : Protocol.Udp);
        }

        CliException.UsageIf(protocols.Count > 1, "--port: the ports of one command must be all TCP or all UDP; write the others with another command.");
        return (protocols.FirstOrDefault(Protocol.Tcp), [.. ports]);
    }

    private static CliException Unknown(string given, IEnumerable<Section> known)
        => CliException.Usage(Nearest.Describe("section", given, known.Select(section => section.Name)));
}
