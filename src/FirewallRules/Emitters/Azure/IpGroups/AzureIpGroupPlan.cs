using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace FirewallRules.Emitters;

/// <summary>The IP groups for a rule set: one for each rule, or several if a rule has more addresses than fit into one.</summary>
/// <remarks>
/// The number of groups of a rule is a power of two, and a hash of the prefix selects the group. When the number doubles, a prefix stays in
/// its group or moves to a new one, which is written first, so that it is always in one of them.
/// </remarks>
internal static class AzureIpGroupPlan
{
    /// <summary>Addresses of an IP group (learn.microsoft.com/azure/azure-resource-manager/management/azure-subscription-service-limits).</summary>
    public const int MaxAddresses = 5000;

    /// <summary>IP groups of a firewall; the same source.</summary>
    public const int MaxGroups = 200;

    private const int TagLength = 256;

    /// <exception cref="LimitExceededException">More IP groups are needed than a firewall can use.</exception>
    /// <exception cref="RuleNotSupportedException">No rule has IPv4 addresses.</exception>
    public static IReadOnlyList<AzureIpGroup> Of(RuleSet rules, string namePrefix)
    {
        var groups = All(rules, namePrefix);
        return groups.Count switch
        {
            0 => throw new RuleNotSupportedException(
                RuleNotSupportedReason.NoRules, "The rules have no IPv4 addresses, and an IP group must have one. Add a section that has them."),
            > MaxGroups => throw new LimitExceededException("IP groups of a firewall", MaxGroups, groups.Count, new LimitRemedy(LimitRemedyKind.FewerRules)),
            _ => groups,
        };
    }

    /// <summary>The names of the IP groups, of which there can be none.</summary>
    public static IEnumerable<string> Names(RuleSet rules, string namePrefix) => All(rules, namePrefix).Select(group => group.Name);

    /// <summary>A line for each rule, or part of one, that has no IP group.</summary>
    public static IEnumerable<string> Skipped(RuleSet rules)
    {
        foreach (var rule in rules.Rules.Where(rule => rule.Remote.IsAnyIPv4))
        {
            yield return $"Skipped, because a rule for any address needs no IP group: {rule.ToTrafficString()}";
        }

        foreach (var rule in rules.Rules.Where(rule => rule.Remote.Has(IpFamily.IPv6)))
        {
            yield return $"Skipped, because Azure Firewall does not process IPv6: the IPv6 addresses of {rule.ToTrafficString()}";
        }
    }

    private static List<AzureIpGroup> All(RuleSet rules, string namePrefix)
        => [.. rules.Rules.Where(HasGroup).SelectMany(rule => Of(rule, namePrefix))];

    private static bool HasGroup(Rule rule) => !rule.Remote.In(IpFamily.IPv4).IsEmpty;

    private static IEnumerable<AzureIpGroup> Of(Rule rule, string namePrefix)
    {
        var parts = Parts([.. rule.Remote.In(IpFamily.IPv4).Select(prefix => prefix.ToString())]);
        var name = AzureNames.Traffic(namePrefix, rule);
        return parts.Select((addresses, i) => new AzureIpGroup(
            Numbered(name, i), Tags(rule, namePrefix), addresses, i + 1 < parts.Count ? Numbered(name, i + 1) : null));
    }

    private static List<List<string>> Parts(IReadOnlyList<string> prefixes)
    {
        for (var count = 1; ; count *= 2)
        {
            var parts = prefixes.ToLookup(prefix => Hash(prefix) % (uint)count);
            if (parts.All(part => part.Count() <= MaxAddresses))
            {
                return [.. Enumerable.Range(0, count).Select(i => parts[(uint)i].ToList())];
            }
        }
    }

    private static uint Hash(string prefix) => BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(Encoding.ASCII.GetBytes(prefix)));

    private static string Numbered(string name, int index) => index == 0 ? name : string.Create(CultureInfo.InvariantCulture, $"{name}-group-{index + 1}");

    private static (string Name, string Value)[] Tags(Rule rule, string namePrefix) =>
    [
        ("written-by", AzureText.Marker(namePrefix)),
        ("direction", AzureNames.Word(rule.Direction)),
        ("protocol", rule.Protocol == Protocol.Tcp ? "tcp" : "udp"),
        ("ports", AzureText.Harmless(string.Join(',', rule.Ports), TagLength)),
        ("purpose", AzureText.Harmless(AzureText.Purpose(rule), TagLength)),
    ];
}
