using System.Globalization;

namespace FirewallRules.Cli.Output;

/// <summary>Describes why a platform cannot express rules, and what to do about it in terms of the command line.</summary>
internal static class RuleErrorText
{
    public static string Describe(RuleNotSupportedException e, IRuleEmitter? emitter = null)
    {
        var labels = e.Rule is { } rule ? $"'{string.Join(", ", rule.Labels)}'" : "A rule";
        return e.Reason switch
        {
            RuleNotSupportedReason.FamilyNotInTable =>
                $"--table: the table does not accept {e.Family} rules. Use an inet table, or add "
                    + $"--{(e.Family == IpFamily.IPv4 ? "ipv6" : "ipv4")}-only.",
            RuleNotSupportedReason.FamilyExcluded =>
                $"--{(e.Family == IpFamily.IPv4 ? "ipv6" : "ipv4")}-only does not apply to this format, which writes {e.Family} rules only.",
            RuleNotSupportedReason.AddressNotAllowed =>
                $"{labels} contains {e.Prefix}, but rules of the Windows Firewall cannot contain the unspecified, the loopback or a "
                    + "multicast address of IPv6. "
                + "Leave it out.",
            RuleNotSupportedReason.AnyIPv6WithoutAnyIPv4 =>
                $"{labels} allows any IPv6 address but not any IPv4 address, which rules of the Windows Firewall cannot express. "
                + "Write 'any' for both families, or 2000::/3 for all global unicast addresses of IPv6.",
            RuleNotSupportedReason.NothingAllowed =>
                $"--default-deny would block all {Traffic(e.Direction)}, because the rules allow no address there. "
                + "Select sections that have addresses, or leave out --default-deny.",
            RuleNotSupportedReason.EgressNotSupported =>
                $"{labels} is outgoing traffic, and AWS WAF inspects incoming web requests. Select sections that call you, such as webhooks and "
                + "synthetics, or use another format, such as aws-cli for a security group.",
            RuleNotSupportedReason.BothDirectionsNotSupported =>
                "This format is the input of one call, for one direction, and the rules are for both. Write outgoing and incoming sections with "
                + "separate commands, or use --format aws-json.",
            RuleNotSupportedReason.UpdateNotSupported =>
                "This format is the input of one call, and an update adds rules and removes others. Use --format aws-cli or aws-json.",
            RuleNotSupportedReason.AnyNotSupported when emitter is AwsWafEmitter =>
                $"{labels} allows any {e.Family} address, which an IP set of AWS WAF cannot contain. Let a rule of the web ACL have no IP set instead.",
            RuleNotSupportedReason.AnyNotSupported =>
                $"{labels} allows any {e.Family} address, which a list of prefixes cannot express. Use --format json or csv, or leave it out.",
            RuleNotSupportedReason.NoRules
                => "The rules allow no address, and this format needs at least one rule. Select sections that have addresses.",
            RuleNotSupportedReason.RuleWouldRemain =>
                $"{Name(e.Names)}{(e.Names.Count > 1 ? $" and {e.Names.Count - 1} other rules are" : " is")} no longer needed, "
                    + "but this format does not "
                + "delete rules of an existing NSG, so they would remain. Use --format azure-cli, or --full-nsg.",
            RuleNotSupportedReason.SplitUpdateNotSupported =>
                "An update is not possible for rules that are split over several groups, because a prefix can move from one group to another. "
                + "Write the full output with 'fwrules generate', which changes only what differs in each group.",
            RuleNotSupportedReason.ListChangesWithPorts =>
                $"Both the entries of the prefix list {Name(e.Names)} and its ports change, so addresses could be blocked for a moment. "
                + "Change the options and the document in two updates.",
            RuleNotSupportedReason.ListSizeChanges =>
                $"CloudFormation cannot change the size of the prefix list {Name(e.Names)} together with its entries. Add --prefix-list-size"
                + (e.RequiredSize is { } size
                    ? string.Create(CultureInfo.InvariantCulture, $" {size}, and apply the output for the older document with this option first.")
                    : string.Create(CultureInfo.InvariantCulture, $" {e.CurrentSize}, its present size.")),
            RuleNotSupportedReason.LocalAddressesMissing =>
                $"--local-address has no {e.Family} prefix, but there are rules for {e.Family}. Add one, or add "
                    + $"--{(e.Family == IpFamily.IPv4 ? "ipv6" : "ipv4")}-only.",
            _ => "The format cannot express the rules.",
        };
    }

    private static string Name(IReadOnlyList<string> names) => names.Count > 0 ? names[0] : "";

    private static string Traffic(Direction? direction) => direction switch
    {
        Direction.Egress => "outbound traffic",
        Direction.Ingress => "inbound traffic",
        _ => "traffic",
    };
}
