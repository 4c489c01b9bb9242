using System.CommandLine;

namespace FirewallRules.Cli.Commands;

/// <summary>Applies firewall rules to this host.</summary>
internal static class ApplyCommand
{
    public const string Name = "apply";

    public const string Examples =
        """
        fwrules apply logs --format nftables --dry-run
        sudo fwrules apply logs --format nftables --mode table --confirm 60s
        sudo fwrules apply logs --format nftables --mode table --default-deny --allow-dns --confirm 60s
        sudo fwrules apply webhooks --format iptables --default-deny --allow-in 22=192.0.2.0/24 --confirm 2m
        sudo fwrules apply logs --format ipset --site eu1 --fetch
        sudo fwrules apply agent v7 --format nftables --dry-run

        Linux only, as root. The rules are checked, the present state of what they replace is kept, the rules are loaded, and the firewall is
        read back. If it does not do exactly what the rules ask for, or if fwrules ends before that is known, whatever the reason, the former
        state returns. With --confirm it also returns unless someone confirms in time. A watchdog, which outlives this program and its login,
        sees to that. Rules, sets and tables of others are not touched. What is applied does not survive a reboot by itself: see
        'fwrules generate --explain-install'.
        Exit codes: 0 the rules are applied, and confirmed if requested; 1 the former state is back because of a difference or without a
        confirmation, or the rules were refused; 3 something failed, and nothing was changed or the former state is back; 4 the former state
        is back because a rule of others cannot be judged; 130 interrupted, after the former state is back.
        """;

    public static Command Create(Terminal terminal)
    {
        var command = new VerbCommand(Name, "Apply firewall rules to this host, verify them, and take them back unless everything is right.", Examples);
        GenerateCommand.AddTo(command, terminal, new ApplyRules(terminal));
        command.Subcommands.Add(AgentCommand.Create(terminal, new ApplyRules(terminal)));
        command.Subcommands.Add(DataKitCommand.Create(terminal, new ApplyRules(terminal, DataKitCommand.Name)));
        command.Subcommands.Add(ProxyCommand.Create(terminal, new ApplyRules(terminal)));
        command.Subcommands.Add(PrivateLinkRulesCommand.Create(terminal, new ApplyRules(terminal) { OffersFamilies = false }, PrivateLinkCommand.Name));
        return command;
    }
}
