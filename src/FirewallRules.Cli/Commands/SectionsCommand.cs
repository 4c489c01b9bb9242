using System.CommandLine;
using System.Globalization;

namespace FirewallRules.Cli.Commands;

/// <summary>Lists the sections of a document.</summary>
internal static class SectionsCommand
{
    public const string Name = "sections";

    public const string Examples =
        """
        fwrules sections
        fwrules sections --document ip-ranges.json --site eu1
        fwrules sections --json
        """;

    public static Command Create(Terminal terminal)
    {
        var documents = new DocumentOptions();
        var json = new Option<bool>("--json") { Description = "Write JSON, with locations and merged prefix counts." };
        var command = new VerbCommand(Name, "List the sections of a document, with their prefix counts, direction and ports.", Examples);
        documents.AddTo(command);
        command.Options.Add(json);
        command.SetAction(async (result, cancellationToken) =>
        {
            var document = await documents.ReadAsync(result, terminal, onlySection: null, cancellationToken);
            if (!ReferenceEquals(document.Located, document))
            {
                terminal.Notice($"locations come from {document.Located}");
            }

            Table.Write(
                terminal,
                result.GetValue(json) ? new TableJson<SectionRow>(CliJsonContext.Default.SectionRowArray) : null,
                ["SECTION", "IPV4", "IPV6", "DIRECTION", "PORTS", "LOCATIONS"],
                [.. document.Sections.Select(section => Row(document, section))],
                row =>
                [
                    row.Section,
                    Table.OrDash(row.Ipv4),
                    Table.OrDash(row.Ipv6),
                    row.Direction ?? "-",
                    row.Ports.Count == 0 ? "-" : $"{string.Join(',', row.Ports)}/{row.Protocol}",
                    row.Locations.Count == 0 ? "-" : row.Locations.Count.ToString(CultureInfo.InvariantCulture),
                ]);
            return ExitCode.Ok;
        });
        return command;
    }

    private static SectionRow Row(IpRangesDocument document, IpRangesSection section)
    {
        var known = SectionCatalog.TryGetTraffic(section.Section, document.Site, out var traffic);
        return new SectionRow(
            section.Section.Name,
            section.IPv4Prefixes.Count,
            section.IPv6Prefixes.Count,
            section.Addresses.IPv4.CountPrefixes(),
            section.Addresses.IPv6.CountPrefixes(),
            known ? (traffic!.Direction == Direction.Egress ? "egress" : "ingress") : null,
            known ? (traffic!.Protocol == Protocol.Tcp ? "tcp" : "udp") : null,
            known ? [.. traffic!.Ports.Select(port => port.ToString())] : [],
            document.Located.TryGetSection(section.Section, out var located) ? located.Locations : []);
    }
}
