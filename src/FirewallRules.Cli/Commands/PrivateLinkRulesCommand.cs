using System.CommandLine;

namespace FirewallRules.Cli.Commands;

/// <summary>Writes the firewall rules for an Agent that uses PrivateLink.</summary>
internal static class PrivateLinkRulesCommand
{
    public const string Name = "rules";

    public const string Examples =
        """
        fwrules privatelink rules --vpc-cidr 10.0.0.0/16 --format nftables
        fwrules privatelink rules --vpc-cidr 10.0.0.0/16 100.64.0.0/16 --format iptables --default-deny --allow-dns
        """;

    /// <param name="terminal">The standard streams.</param>
    /// <param name="task">What is done with the rules, which are IPv4 only; null to write them.</param>
    /// <param name="name">The name of the command.</param>
    public static Command Create(Terminal terminal, RuleTask? task = null, string name = Name)
    {
        task ??= new WriteRules(terminal) { OffersFamilies = false };
        var prefixes = new PrivateLinkPrefixOptions("An IPv4 prefix of the VPC that holds the endpoints. Can be repeated.");
        var command = new VerbCommand(name,
            task.Describe("rules for an Agent that uses PrivateLink: egress on 443/tcp to the VPC of the endpoints instead of Datadog's public "
                + "addresses."),
            task.ExamplesFor(Examples));
        prefixes.AddTo(command);
        task.AddFormatTo(command);
        task.AddTo(command);
        command.SetAction((result, cancellationToken) =>
        {
            task.Check(result);
            return task.RunAsync(result, new RuleJob(RuleSet.ForPrivateLink(prefixes.Read(result)), Site.Us1), cancellationToken);
        });
        return command;
    }
}
