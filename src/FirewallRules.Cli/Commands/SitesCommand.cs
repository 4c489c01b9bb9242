using System.CommandLine;
using System.Globalization;

namespace FirewallRules.Cli.Commands;

/// <summary>Lists the Datadog sites.</summary>
internal static class SitesCommand
{
    public const string Name = "sites";

    public const string Examples =
        """
        fwrules sites
        fwrules sites --json
        """;

    public static Command Create(Terminal terminal)
    {
        var json = new Option<bool>("--json") { Description = "Write JSON." };
        var command = new VerbCommand(Name, "List the Datadog sites, and where each publishes its ip-ranges document.", Examples);
        command.Options.Add(json);
        command.SetAction(result =>
        {
            var rows = Site.Known.Select(site => (Site: site, Snapshot: IpRangesSnapshot.Has(site) ? IpRangesSnapshot.Of(site).Provenance : null))
                .Select(row => new SiteRow(
                    row.Site.Key, row.Site.Name, row.Site.Domain, row.Site.IpRangesUri.ToString(), row.Site.LogsTcpPort,
                    row.Snapshot?.Version, row.Snapshot?.Modified));
            Table.Write(
                terminal,
                result.GetValue(json) ? new TableJson<SiteRow>(CliJsonContext.Default.SiteRowArray) : null,
                ["SITE", "NAME", "DOMAIN", "IP RANGES", "TCP LOGS", "SNAPSHOT"],
                [.. rows],
                row => [row.Key, row.Name, row.Domain, row.IpRanges, Table.OrDash(row.LogsTcpPort), row.SnapshotModified is { } day
                    ? day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : "-"]);
            return ExitCode.Ok;
        });
        return command;
    }
}
