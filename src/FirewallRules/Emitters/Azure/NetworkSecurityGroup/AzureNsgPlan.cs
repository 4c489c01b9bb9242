using FirewallRules.Networks;

namespace FirewallRules.Emitters;

/// <summary>The security rules for a rule set: those that allow, then those that deny all other traffic.</summary>
internal static class AzureNsgPlan
{
    private static readonly string[] OnlyAny = [AzureNsgRule.Any];

    public static IReadOnlyList<AzureNsgRule> Of(RuleSet rules, AzureNsgOptions options)
    {
        List<AzureNsgRule> allowing = [.. rules.Rules.SelectMany(rule => Allowing(rule, options))];
        var priorities = allowing.GroupBy(rule => rule.Direction).ToDictionary(
            group => group.Key, group => AzureNsgPriorities.Of([.. group.Select(rule => rule.Name)], options.FirstPriority));
        return
        [
            .. allowing.Select(rule => rule with { Priority = priorities[rule.Direction][rule.Name] }),
            .. OutputHeader.Directions(rules).Where(_ => options.DenyOtherTraffic).Select(direction => Deny(direction, options)),
        ];
    }

    private static IEnumerable<AzureNsgRule> Allowing(Rule rule, AzureNsgOptions options)
        => from remote in Remotes(rule, options)
           from chunk in remote.Prefixes.Chunk(options.AddressesPerRule).Select((prefixes, index) => (Prefixes: prefixes, Index: index))
           select new AzureNsgRule(
               AzureNsgNames.Of(options.NamePrefix, rule, remote.Family, chunk.Index),
               Priority: 0,
               rule.Direction,
               Allows: true,
               rule.Protocol == Protocol.Tcp ? "Tcp" : "Udp",
               [.. rule.Ports.Select(ports => ports.ToString())],
               chunk.Prefixes,
               remote.Local,
               options.LocalSecurityGroup,
               AzureText.Marker(options.NamePrefix),
               AzureText.Purpose(rule));

    // A rule with local addresses has one family, even if its remote side is '*'.
    private static IEnumerable<(string Family, IEnumerable<string> Prefixes, string[] Local)> Remotes(Rule rule, AzureNsgOptions options)
        => rule.Remote.IsAnyIPv4 && rule.Remote.IsAnyIPv6 && options.LocalAddresses.IsEmpty
            ? [("any", OnlyAny, OnlyAny)]
            : IpFamilies.Both.Where(rule.Remote.Has)
                .Select(family => (family == IpFamily.IPv4 ? "ipv4" : "ipv6", Prefixes(rule.Remote, family), Local(family, options)));

    private static string[] Local(IpFamily family, AzureNsgOptions options)
    {
        if (options.LocalAddresses.IsEmpty)
        {
            return OnlyAny;
        }

        var local = family == IpFamily.IPv4 ? options.LocalAddresses.IPv4 : options.LocalAddresses.IPv6;
        return local.IsEmpty
            ? throw new RuleNotSupportedException(
                RuleNotSupportedReason.LocalAddressesMissing,
                $"LocalAddresses has no {family} addresses, but there are rules for {family}. Add them, or use RuleSet.Only for one family.")
            {
                Family = family,
            }
            : [.. local.Select(prefix => prefix.ToString())];
    }

    // '*' would mean both families, and a prefix of length 0 is not accepted everywhere: the portal requires 1 to 32.
    private static IEnumerable<string> Prefixes(Remote remote, IpFamily family)
        => remote.IsAny(family) ? AddressSpace.Halves(family) : remote.In(family).Select(prefix => prefix.ToString());

    private static AzureNsgRule Deny(Direction direction, AzureNsgOptions options)
        => new(
            AzureNsgNames.Deny(options.NamePrefix, direction),
            AzureNsgPriorities.Deny,
            direction,
            Allows: false,
            AzureNsgRule.Any,
            OnlyAny,
            OnlyAny,
            OnlyAny,
            LocalGroup: null,
            AzureText.Marker(options.NamePrefix),
            "Denies all other traffic");
}
