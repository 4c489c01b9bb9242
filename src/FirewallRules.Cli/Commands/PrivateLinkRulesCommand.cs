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

    public static Command Create(Terminal terminal)
    {
        var prefixes = new PrivateLinkPrefixOptions("An IPv4 prefix of the VPC that holds the endpoints. Can be repeated.");
        var output = new OutputOption();
        var format = new FormatOptions();
        var command = new Command(Name,
            "Write firewall rules for an Agent that uses PrivateLink: egress on 443/tcp to the VPC of the endpoints instead of Datadog's public "
                + "addresses.");
        prefixes.AddTo(command);
        format.AddFormatTo(command);
        command.Options.Add(output);
        format.AddTo(command, canRemove: true);
        command.SetAction(result =>
        {
            var emitter = format.ReadEmitter(result);
            var rules = format.Merge(result, RuleSet.ForPrivateLink(prefixes.Read(result)));
            format.Report(result, rules, terminal);
            RuleOutput.Write(output.Read(result), terminal, emitter, rules, writer => rules.Emit(emitter, writer));
            return ExitCode.Ok;
        });
        return command;
    }
}
