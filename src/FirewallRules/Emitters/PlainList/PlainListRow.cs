using FirewallRules.Networks;

namespace FirewallRules.Emitters;

/// <summary>One row of a list: one prefix of one rule, as text.</summary>
/// <param name="Direction">The direction.</param>
/// <param name="Protocol">The protocol.</param>
/// <param name="Ports">The ports and port ranges.</param>
/// <param name="Family">The family of the prefix.</param>
/// <param name="Prefix">The prefix.</param>
/// <param name="Labels">The labels of the rule, in harmless ASCII.</param>
/// <param name="Sources">The documents and catalogs that the rule comes from, in harmless ASCII.</param>
internal readonly record struct PlainListRow(
    string Direction,
    string Protocol,
    IReadOnlyList<string> Ports,
    string Family,
    string Prefix,
    IReadOnlyList<string> Labels,
    IReadOnlyList<string> Sources)
{
    private const int TextLength = 255;

    /// <summary>The rows in the order of the rules, IPv4 before IPv6.</summary>
    public static IEnumerable<PlainListRow> Of(RuleSet rules) => rules.Rules.SelectMany(Of);

    private static IEnumerable<PlainListRow> Of(Rule rule)
    {
        var row = new PlainListRow(
            rule.Direction == FirewallRules.Direction.Egress ? "egress" : "ingress",
            rule.Protocol == FirewallRules.Protocol.Tcp ? "tcp" : "udp",
            [.. rule.Ports.Select(port => port.ToString())],
            "",
            "",
            [.. rule.Labels.Select(Harmless)],
            [.. rule.Sources.Select(source => source.ToShortString()).Concat(rule.Catalogs.Select(catalog => catalog.ToShortString())).Select(Harmless)]);
        return from family in IpFamilies.Both
               let name = family == IpFamily.IPv4 ? "ipv4" : "ipv6"
               from prefix in rule.Remote.IsAny(family)
                   ? [family == IpFamily.IPv4 ? "0.0.0.0/0" : "::/0"]
                   : rule.Remote.In(family).Select(prefix => prefix.ToString())
               select row with { Family = name, Prefix = prefix };
    }

    private static string Harmless(string text) => OutputText.Comment(text, TextLength);
}
