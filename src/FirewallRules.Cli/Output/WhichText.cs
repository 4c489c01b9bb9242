using System.Text;

namespace FirewallRules.Cli.Output;

/// <summary>Writes what is known about an address for people.</summary>
internal static class WhichText
{
    public static string Of(WhichReport report)
    {
        var text = new StringBuilder();
        foreach (var document in report.Matches.GroupBy(match => match.Document, StringComparer.Ordinal))
        {
            text.Append($"{report.Address} is in {document.Key}:\n");
            text.Append(Table.Align(
            [
                ["  SECTION", "PREFIX", "TRAFFIC", "LOCATIONS"],
                .. document.Select(match => new[]
                {
                    $"  {match.Section}",
                    match.Prefix,
                    (match.Traffic ?? "-") + (match.AllowsPort == false ? " (another port)" : ""),
                    match.Locations.Count == 0 ? "-" : string.Join(' ', match.Locations),
                }),
            ]));
        }

        if (report.Matches.Count == 0)
        {
            text.Append($"{report.Address} is in no section\n");
        }

        foreach (var since in report.Since)
        {
            text.Append($"{since.Section} has it since {since.Document}\n");
        }

        foreach (var near in report.Nearest)
        {
            text.Append($"nearest: {near.Prefix} of {string.Join(", ", near.Sections)}, {near.Distance} addresses away, in {near.Document}\n");
        }

        foreach (var service in report.Catalog.GroupBy(row => (row.Service, row.Port, row.Purpose)))
        {
            text.Append($"agent {string.Join(", ", service.Select(row => row.Agent))}: {service.Key.Service} {service.Key.Port}, {service.Key.Purpose}\n");
        }

        foreach (var decision in report.Live)
        {
            var network = decision.Interface is null ? "" : $" on {VerificationText.Printable(decision.Interface)}";
            text.Append($"live, {decision.Traffic}{network}: {decision.Verdict}\n");
            foreach (var rule in decision.Rules)
            {
                text.Append($"    {VerificationText.Printable(rule)}\n");
            }
        }

        return text.ToString();
    }
}
