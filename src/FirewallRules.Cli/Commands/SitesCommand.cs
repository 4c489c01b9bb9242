using System.CommandLine;

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
        var command = new Command(Name, "List the Datadog sites, and where each publishes its ip-ranges document.");
        command.Options.Add(json);
        command.SetAction(result =>
        {
            var rows = Site.Known.Select(site => new SiteRow(
                site.Key, site.Name, site.Domain, site.IpRangesUri.ToString(), site.LogsTcpPort, site == Site.Us1
                    ? IpRangesSnapshot.Us1.Version : null));
            Table.Write(
                terminal,
                result.GetValue(json) ? new TableJson<SiteRow>(CliJsonContext.Default.SiteRowArray) : null,
                ["SITE", "NAME", "DOMAIN", "IP RANGES", "TCP LOGS", "SNAPSHOT"],
                [.. rows],
                row => [row.Key, row.Name, row.Domain, row.IpRanges, Table.OrDash(row.LogsTcpPort), row.SnapshotVersion is { } version
                    ? $"version {version}" : "-"]);
            return ExitCode.Ok;
        });
        return command;
    }
}
