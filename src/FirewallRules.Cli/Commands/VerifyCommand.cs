using System.CommandLine;

namespace FirewallRules.Cli.Commands;

/// <summary>Compares the rules that a firewall has with those that it should have.</summary>
internal static class VerifyCommand
{
    public const string Name = "verify";

    public const string Examples =
        """
        fwrules verify logs --format nftables --live system
        nft -j list ruleset | fwrules verify logs webhooks --format nftables --mode table --default-deny --allow-dns --live -
        fwrules verify logs --format iptables --live iptables.txt --live ip6tables.txt --live ipset.txt --json
        fwrules verify agent v7 --format nftables --live ruleset.json
        fwrules verify logs --format nftables --live system --history /var/lib/datadog-documents

        Give the options that the rules were written with. Three results are possible. Equal: the firewall allows exactly what it should; exit
        code 0. Drift, exit code 1: something is missing, extra, or overridden by other rules. Unknown, exit code 4: a condition that cannot be
        judged, such as a user or a mark, applies to some of the addresses. New TCP and UDP connections are judged, by direction, protocol,
        port, family and interface. Other rules of the firewall are judged only where they override these.
        """;

    public static Command Create(Terminal terminal)
    {
        var command = new VerbCommand(Name,
            "Compare the rules that a firewall has with those that it should have, and name every prefix that differs.", Examples);
        GenerateCommand.AddTo(command, terminal, new VerifyRules(terminal));
        command.Subcommands.Add(AgentCommand.Create(terminal, new VerifyRules(terminal)));
        command.Subcommands.Add(DataKitCommand.Create(terminal, new VerifyRules(terminal, DataKitCommand.Name)));
        command.Subcommands.Add(ProxyCommand.Create(terminal, new VerifyRules(terminal)));
        command.Subcommands.Add(PrivateLinkRulesCommand.Create(terminal, new VerifyRules(terminal) { OffersFamilies = false }, PrivateLinkCommand.Name));
        return command;
    }
}
