using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using FirewallRules.Tests.Emitters.Readers;

namespace FirewallRules.Tests.Emitters.Azure;

/// <summary>A security rule as a reader found it, its properties under their ARM names.</summary>
internal sealed record AzureSecurityRule(string Name, JsonObject Properties);

/// <summary>What Azure accepts as NSG rules, implemented independently from its documentation, and what such rules allow.</summary>
internal static class AzureSecurityRules
{
    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture;

    private static readonly Regex Name = new("\\A[A-Za-z0-9]([A-Za-z0-9_.-]{0,78}[A-Za-z0-9_])?\\z", Options);
    private static readonly string[] Scalars = ["access", "description", "direction", "priority", "protocol", "sourcePortRange"];
    private static readonly (string One, string Many)[] Lists =
        [
            ("destinationPortRange", "destinationPortRanges"),
            ("sourceAddressPrefix", "sourceAddressPrefixes"),
            ("destinationAddressPrefix", "destinationAddressPrefixes"),
        ];

    private static readonly string[][] Halves = [["0.0.0.0/1", "128.0.0.0/1"], ["::/1", "8000::/1"]];

    public static Allowed ToAllowed(IReadOnlyList<AzureSecurityRule> rules)
    {
        var allowed = new Allowed();
        Check(rules);
        foreach (var properties in rules.Select(rule => rule.Properties).Where(properties => Text(properties, "access") == "Allow"))
        {
            var direction = Text(properties, "direction") == "Outbound" ? Direction.Egress : Direction.Ingress;
            var protocol = Text(properties, "protocol") == "Tcp" ? Protocol.Tcp : Protocol.Udp;
            var remote = Values(properties, Lists[direction == Direction.Egress ? 2 : 1]);
            foreach (var port in Values(properties, Lists[0]))
            {
                Assert.That(PortRange.TryParse(port, out var ports), Is.True, port);
                allowed.Add(direction, protocol, ports, Addresses(remote));
            }
        }

        return allowed;
    }

    public static void Check(IReadOnlyList<AzureSecurityRule> rules)
    {
        Assert.That(rules, Has.Count.LessThanOrEqualTo(1000));
        Assert.That(rules.Select(rule => rule.Name.ToUpperInvariant()), Is.Unique);
        Assert.That(rules.Select(rule => (Text(rule.Properties, "direction"), (int)rule.Properties["priority"]!)), Is.Unique, "priorities of a direction");
        foreach (var rule in rules)
        {
            CheckOne(rule);
        }

        foreach (var list in Lists[1..])
        {
            Assert.That(rules.Sum(rule => Values(rule.Properties, list).Count(prefix => prefix != "*")), Is.LessThanOrEqualTo(4000), list.Many);
        }
    }

    private static void CheckOne(AzureSecurityRule rule)
    {
        var properties = rule.Properties;
        Assert.That(Name.IsMatch(rule.Name), Is.True, rule.Name);
        Assert.That(
            properties.Select(property => Array.Find(Lists, list => property.Key == list.Many).One ?? property.Key),
            Is.EquivalentTo(Scalars.Concat(Lists.Select(list => list.One))),
            rule.Name);
        Assert.That((int)properties["priority"]!, Is.InRange(100, 4096));
        Assert.That(Text(properties, "direction"), Is.AnyOf("Inbound", "Outbound"));
        Assert.That(Text(properties, "description"), Has.Length.InRange(1, 140));
        Assert.That(Text(properties, "sourcePortRange"), Is.EqualTo("*"));
        var inbound = Text(properties, "direction") == "Inbound";
        Assert.That(Values(properties, Lists[inbound ? 2 : 1]), Is.EqualTo(new[] { "*" }), "the host's own side");
        if (Text(properties, "access") == "Deny")
        {
            Assert.That(rule.Name, Does.EndWith("-deny"));
            Assert.That((int)properties["priority"]!, Is.EqualTo(4096));
            Assert.That(
                new[]
                {
                    Text(properties, "protocol"),
                    Text(properties, "destinationPortRange"),
                    Text(properties, Lists[inbound ? 1 : 2].One),
                },
                Is.All.EqualTo("*"));
            return;
        }

        Assert.That(Text(properties, "access"), Is.EqualTo("Allow"));
        Assert.That(Text(properties, "protocol"), Is.AnyOf("Tcp", "Udp"));
        Assert.That(Values(properties, Lists[0]), Is.All.Matches("^[1-9][0-9]{0,4}(-[1-9][0-9]{0,4})?$"));
        Addresses(Values(properties, Lists[inbound ? 1 : 2]));
    }

    private static AddressSet Addresses(IReadOnlyList<string> prefixes)
    {
        if (prefixes is ["*"])
        {
            return AddressSet.AllIPv4.Union(AddressSet.AllIPv6);
        }

        var parsed = prefixes.Select(prefix => Cidr.Parse(prefix)).ToArray();
        Assert.That(parsed.Select(prefix => prefix.Family).Distinct().Count(), Is.EqualTo(1), "one family a rule");
        Assert.That(parsed.Select(prefix => prefix.PrefixLength), Is.All.GreaterThanOrEqualTo(1));
        return Halves.Any(halves => halves.SequenceEqual(prefixes, StringComparer.Ordinal)) ? Sets.Of(parsed) : Readers.Text.Disjoint(prefixes);
    }

    private static string[] Values(JsonObject properties, (string One, string Many) names)
    {
        if (properties[names.One] is { } one)
        {
            return [(string)one!];
        }

        var many = properties[names.Many]!.AsArray().Select(value => (string)value!).ToArray();
        Assert.That(many, Has.Length.GreaterThan(1).And.None.EqualTo("*").And.Unique, names.Many);
        return many;
    }

    private static string Text(JsonObject properties, string name) => (string)properties[name]!;
}
