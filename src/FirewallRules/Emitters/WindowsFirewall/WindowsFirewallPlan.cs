using System.Globalization;
using FirewallRules.Networks;

namespace FirewallRules.Emitters;

/// <summary>Turns rules into those of Windows, and refuses the addresses that Windows refuses.</summary>
internal static class WindowsFirewallPlan
{
    // Our own limit: descriptions are read in a narrow list, and a line of netsh has to hold one.
    public const int CommentLength = 255;

    private const int TitleLength = 64;

    private static readonly Cidr Multicast = Cidr.Parse("ff00::/8");

    /// <summary>The rules that are not empty, each with all of its addresses.</summary>
    /// <exception cref="InvalidOperationException">Windows cannot express an address.</exception>
    public static IReadOnlyList<WindowsFirewallRule> Of(RuleSet rules, string namePrefix)
    {
        var titles = RuleNames.Of(rules, namePrefix, '-', TitleLength);
        return [.. from rule in rules.Rules
                   where !rule.Remote.IsEmpty
                   select new WindowsFirewallRule(
                       titles[rule], Describe(rule), rule.Direction, rule.Protocol, [.. rule.Ports.Select(ports => ports.Format('-'))], [.. Addresses(rule)])];
    }

    /// <summary>The rules with at most so many addresses each; those after the first of a rule are numbered.</summary>
    public static IEnumerable<WindowsFirewallRule> Split(IEnumerable<WindowsFirewallRule> rules, int addressesPerRule)
        => from rule in rules
           from chunk in rule.Addresses.Chunk(addressesPerRule).Select((addresses, index) => (Addresses: addresses, Index: index))
           select rule with
           {
               Title = chunk.Index == 0 ? rule.Title : string.Create(CultureInfo.InvariantCulture, $"{rule.Title} {chunk.Index + 1}"),
               Addresses = chunk.Addresses,
           };

    // A rule without a comment gets its traffic, because the cmdlet takes no empty description.
    private static string Describe(Rule rule) => OutputText.Comment(rule.Comment.Length > 0 ? rule.Comment : rule.ToTrafficString(), CommentLength);

    private static IEnumerable<string> Addresses(Rule rule)
    {
        if (rule.Remote is { IsAnyIPv4: true, IsAnyIPv6: true })
        {
            return [WindowsFirewallRule.Any];
        }

        if (rule.Remote.IsAnyIPv6)
        {
            throw Refusal(rule, "any IPv6 address without any IPv4 address", "say any for both families, or the global unicast addresses 2000::/3");
        }

        if (rule.Remote.Addresses.IPv6.Cast<Cidr?>().FirstOrDefault(prefix => IsRefused(prefix!.Value)) is { } refused)
        {
            throw Refusal(rule, refused.ToString(), "leave it out");
        }

        // A mask of no bits is invalid [MS-FASP, 2.2.4], and 'Any' would let IPv6 in: the two halves are every IPv4 address and nothing else.
        string[] any = rule.Remote.IsAnyIPv4 ? ["0.0.0.0/1", "128.0.0.0/1"] : [];
        return any.Concat(rule.Remote.Addresses.Select(prefix => prefix.ToString()));
    }

    // A prefix that holds the loopback address ::1 starts with it or with the unspecified address ::, and neither may stand in a rule.
    private static bool IsRefused(Cidr prefix) => prefix.FirstValue <= 1 || prefix.Overlaps(Multicast);

    private static InvalidOperationException Refusal(Rule rule, string what, string remedy) => new(
        $"'{PrintableText.Of(string.Join(", ", rule.Labels))}' ({rule.ToTrafficString()}): Windows cannot express {what}, because its rules take "
        + $"neither the unspecified, the loopback nor a multicast address of IPv6; {remedy}.");
}
