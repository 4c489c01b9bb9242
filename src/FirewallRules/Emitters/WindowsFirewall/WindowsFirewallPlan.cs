using System.Globalization;
using FirewallRules.Networks;

namespace FirewallRules.Emitters;

/// <summary>Turns rules into rules of Windows, and refuses addresses that Windows does not accept.</summary>
internal static class WindowsFirewallPlan
{
    private static readonly Cidr Multicast = Cidr.Parse("ff00::/8");

    /// <summary>The rules that are not empty, each with all of its addresses.</summary>
    /// <exception cref="RuleNotSupportedException">Windows does not accept an address.</exception>
    public static IReadOnlyList<WindowsFirewallRule> Of(RuleSet rules, string namePrefix)
    {
        var titles = RuleNames.OfPartition(rules, namePrefix, '-', WindowsFirewallLimits.TitleLength);
        return [.. from rule in rules.Rules
                   where !rule.Remote.IsEmpty
                   select new WindowsFirewallRule(
                       titles[rule], Describe(rule), rule.Direction, rule.Protocol, [.. rule.Ports.Select(ports => ports.Format('-'))], [.. Addresses(rule)])];
    }

    /// <summary>
    /// The rules, split so that each has at most <paramref name="addressesPerRule"/> addresses. All but the first part of a rule are numbered.
    /// </summary>
    public static IEnumerable<WindowsFirewallRule> Split(IEnumerable<WindowsFirewallRule> rules, int addressesPerRule)
        => from rule in rules
           from chunk in rule.Addresses.Chunk(addressesPerRule).Select((addresses, index) => (Addresses: addresses, Index: index))
           select rule with
           {
               Title = chunk.Index == 0 ? rule.Title : string.Create(CultureInfo.InvariantCulture, $"{rule.Title} {chunk.Index + 1}"),
               Addresses = chunk.Addresses,
           };

    // The cmdlet does not accept an empty description.
    private static string Describe(Rule rule)
        => OutputText.Comment(rule.Comment.Length > 0 ? rule.Comment : rule.ToTrafficString(), WindowsFirewallLimits.CommentLength);

    private static IEnumerable<string> Addresses(Rule rule)
    {
        if (rule.Remote is { IsAnyIPv4: true, IsAnyIPv6: true })
        {
            return [WindowsFirewallRule.Any];
        }

        if (rule.Remote.IsAnyIPv6)
        {
            throw new RuleNotSupportedException(
                RuleNotSupportedReason.AnyIPv6WithoutAnyIPv4,
                $"{Describe(rule, "any IPv6 address without any IPv4 address")} Use Remote.Any, or the global unicast addresses 2000::/3.")
            {
                Rule = rule,
            };
        }

        if (rule.Remote.Addresses.IPv6.Cast<Cidr?>().FirstOrDefault(prefix => IsRefused(prefix!.Value)) is { } refused)
        {
            throw new RuleNotSupportedException(RuleNotSupportedReason.AddressNotAllowed, $"{Describe(rule, refused.ToString())} Remove it from the rule.")
            {
                Rule = rule,
                Prefix = refused,
            };
        }

        // /0 is invalid [MS-FASP, 2.2.4], and 'Any' would include IPv6: the two halves are every IPv4 address and nothing else.
        var any = rule.Remote.IsAnyIPv4 ? AddressSpace.Halves(IpFamily.IPv4) : [];
        return any.Concat(rule.Remote.Addresses.Select(prefix => prefix.ToString()));
    }

    // A prefix that contains ::1 starts with it or with ::, and a rule cannot contain either.
    private static bool IsRefused(Cidr prefix) => prefix.FirstValue <= 1 || prefix.Overlaps(Multicast);

    private static string Describe(Rule rule, string addresses)
        => $"'{PrintableText.Of(string.Join(", ", rule.Labels))}' ({rule.ToTrafficString()}): Windows does not support {addresses}, because a rule cannot "
            + "contain the unspecified address, the loopback address or multicast addresses of IPv6.";
}
