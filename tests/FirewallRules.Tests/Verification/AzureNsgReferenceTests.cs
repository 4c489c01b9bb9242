using System.Text.Json.Nodes;

namespace FirewallRules.Tests.Verification;

/// <summary>Random NSGs, judged for single connections by a model that goes through all rules one by one.</summary>
[RandomSeeds]
public sealed class AzureNsgReferenceTests
{
    private const int Listings = 100;
    private const int Probes = 100;

    private static readonly AddressSet Subnet = Sets.Of("10.9.0.0/25", "fd09::/65");
    private static readonly string[] LocalAddresses = ["10.9.0.1", "10.9.0.65", "10.9.0.129", "fd09::1", "fd09:0:0:0:4000::1", "fd09:0:0:0:8000::1"];

    [Test]
    public void Agrees_with_a_model_of_single_connections([Values] bool isRestricted)
    {
        var random = Seed.NewRandom();
        for (var i = 0; i < Listings; i++)
        {
            var options = new AzureNsgOptions
            {
                DenyOtherTraffic = random.Next(2) == 0,
                LocalAddresses = isRestricted ? Subnet : AddressSet.Empty,
                AddressesPerRule = random.Next(1, 4),
            };
            var rules = Probe.Rules(random);
            var listing = NsgListing.Of(rules, options);
            Change(listing, random, isRestricted);
            var ordered = listing.Rules.OrderBy(rule => (int)rule["priority"]!).ToList();
            var separate = Separate(ordered.Where(IsOurs), options);

            // A list of no rules does not say whose rules they would be, and is refused.
            var form = ordered.Count == 0 ? NsgForm.Cli : (NsgForm)random.Next(5);
            var verification = rules.Verify(listing.Read(options, form));
            for (var j = 0; j < Probes; j++)
            {
                var probe = Probe.Random(random);
                var local = Cidr.Parse(
                    LocalAddresses[random.Next(LocalAddresses.Length / 2) + (probe.Address.Family == IpFamily.IPv4 ? 0 : LocalAddresses.Length / 2)],
                    CidrStyles.BareAddress);
                var expected = Probe.Judge(
                    Wanted(rules, options, probe, local),
                    Outcomes(ordered.Where(IsOurs), probe, local, "none"),
                    Outcomes(ordered, probe, local, "drop"));
                Assert.That(
                    string.Join(", ", verification.Findings.Select(finding => finding.Interface).Distinct(StringComparer.Ordinal)
                        .Where(name => Holds(name, local, separate))
                        .SelectMany(name => probe.In(new LiveVerification([.. verification.Findings.Where(finding => finding.Interface == name)])).Split(", "))
                        .Where(text => text.Length > 0).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)),
                    Is.EqualTo(expected),
                    () => $"{probe} {local}\n{rules}\n{listing.ToJson(NsgForm.CliRules)}\n{string.Join('\n', verification.Findings)}");
            }
        }
    }

    private static string Wanted(RuleSet rules, AzureNsgOptions options, Probe probe, Cidr local)
        => probe.IsAllowedBy(rules) && (options.LocalAddresses.IsEmpty || options.LocalAddresses.Contains(local)) ? "accept"
            : options.DenyOtherTraffic && rules.Rules.Any(rule => rule.Direction == probe.Direction) ? "drop"
            : "none";

    private static HashSet<string> Outcomes(IEnumerable<JsonObject> rules, Probe probe, Cidr local, string last)
    {
        var outcomes = new HashSet<string>(StringComparer.Ordinal);
        foreach (var rule in rules)
        {
            var matches = Matches(rule, probe, local);
            if (matches != false)
            {
                outcomes.Add((string)rule["access"]! == "Allow" ? "accept" : "drop");
            }

            if (matches == true)
            {
                return outcomes;
            }
        }

        outcomes.Add(last);
        return outcomes;
    }

    private static bool? Matches(JsonObject rule, Probe probe, Cidr local)
    {
        var isEgress = (string)rule["direction"]! == "Outbound";
        var ports = Values(rule, "destinationPortRange", "destinationPortRanges");
        if (isEgress != (probe.Direction == Direction.Egress)
            || ((string)rule["protocol"]! != "*" && !((string)rule["protocol"]!).Equals(probe.Protocol.ToString(), StringComparison.OrdinalIgnoreCase))
            || !ports.Any(text => text == "*" || PortRange.Parse(text).Contains(new PortRange(probe.Port, probe.Port))))
        {
            return false;
        }

        var near = Side(rule, isEgress ? "source" : "destination", local);
        var far = Side(rule, isEgress ? "destination" : "source", probe.Address);
        return near == false || far == false ? false : near == true && far == true && (string)rule["sourcePortRange"]! == "*" ? true : null;
    }

    private static bool? Side(JsonObject rule, string side, Cidr address)
    {
        var answers = Values(rule, side + "AddressPrefix", side + "AddressPrefixes").Select(bool? (text) => text switch
        {
            "*" => true,
            "Storage" or "VirtualNetwork" => null,
            "AzureLoadBalancer" => false,

            // The addresses of probes are private.
            "Internet" => null,
            _ => Cidr.Parse(text, CidrStyles.BareAddress).Contains(address),
        }).ToList();
        return answers.Contains(true) ? true : answers.Contains(null) ? null : false;
    }

    private static IEnumerable<string> Values(JsonObject rule, string one, string many)
        => rule[one] is { } value ? [(string)value!] : rule[many]!.AsArray().Select(item => (string)item!);

    private static bool IsOurs(JsonObject rule)
        => rule["description"] is { } text && ((string)text!).StartsWith("fwrules:datadog ", StringComparison.Ordinal)
            && !((string)rule["name"]!).EndsWith("mine", StringComparison.Ordinal);

    // The local addresses that are told apart.
    private static AddressSet Separate(IEnumerable<JsonObject> ours, AzureNsgOptions options)
        => ours.SelectMany(rule => (string)rule["direction"]! == "Outbound"
                ? Values(rule, "sourceAddressPrefix", "sourceAddressPrefixes")
                : Values(rule, "destinationAddressPrefix", "destinationAddressPrefixes"))
            .Where(text => text != "*")
            .Aggregate(options.LocalAddresses, (all, text) => all.Union(Sets.Of(text)));

    private static bool Holds(string? name, Cidr local, AddressSet separate)
        => name is null || (name.StartsWith("local addresses ", StringComparison.Ordinal)
            ? AddressSet.Parse(name["local addresses ".Length..].Replace(", ", "\n", StringComparison.Ordinal)).Contains(local)
            : !separate.Contains(local));

    private static void Change(NsgListing listing, Random random, bool isRestricted)
    {
        for (var left = random.Next(4); left > 0 && listing.Rules.Count > 0; left--)
        {
            var rule = listing.Rules[random.Next(listing.Rules.Count)];
            var isEgress = (string)rule["direction"]! == "Outbound";
            switch (random.Next(8))
            {
                case 0:
                    listing.Rules.Remove(rule);
                    break;
                case 1:
                    Set(rule, isEgress ? "destinationAddressPrefix" : "sourceAddressPrefix", Probe.Prefix(random).ToString());
                    break;
                case 2:
                    rule["priority"] = Free(listing, random);
                    break;
                case 3:
                    rule["access"] = (string)rule["access"]! == "Allow" ? "Deny" : "Allow";
                    break;
                case 4:
                    rule["protocol"] = random.Next(2) == 0 ? "UDP" : "*";
                    break;
                case 5:
                    rule["name"] = rule["name"] + "mine";
                    break;
                case 6 when isRestricted:
                    string[] parts = ["10.9.0.0/26", "*", "fd09::/66", "10.9.0.128/25"];
                    Set(rule, isEgress ? "sourceAddressPrefix" : "destinationAddressPrefix", parts[random.Next(parts.Length)]);
                    break;
                default:
                    Set(rule, "destinationPortRange", Probe.PortsNear(random).ToString());
                    break;
            }
        }

        for (var left = random.Next(4); left > 0; left--)
        {
            var isEgress = random.Next(2) == 0;
            string[] remotes =
            [
                "*", "Internet", "Storage", "VirtualNetwork", "AzureLoadBalancer",
                .. Enumerable.Range(0, 6).Select(_ => Probe.Prefix(random).ToString()),
            ];
            var rule = new JsonObject
            {
                ["access"] = random.Next(2) == 0 ? "Allow" : "Deny",
                ["direction"] = isEgress ? "Outbound" : "Inbound",
                ["protocol"] = new[] { "*", "Tcp", "Udp", "Icmp" }[random.Next(4)],
                ["destinationPortRange"] = random.Next(3) == 0 ? "*" : Probe.PortsNear(random).ToString(),
                ["sourcePortRange"] = random.Next(8) == 0 ? "53" : "*",
                [isEgress ? "destinationAddressPrefix" : "sourceAddressPrefix"] = remotes[random.Next(remotes.Length)],
            };
            if (isRestricted && random.Next(3) == 0)
            {
                rule[isEgress ? "sourceAddressPrefix" : "destinationAddressPrefix"] = null;
                rule[isEgress ? "sourceAddressPrefixes" : "destinationAddressPrefixes"] = new JsonArray(
                    [.. Subnet.Select(prefix => JsonValue.Create(prefix.ToString()))]);
            }

            listing.Add($"theirs-{listing.Rules.Count}", Free(listing, random), rule.ToJsonString());
        }
    }

    private static void Set(JsonObject rule, string singular, string value)
    {
        rule.Remove(singular.EndsWith('x') ? singular + "es" : singular + "s");
        rule[singular] = value;
    }

    private static int Free(NsgListing listing, Random random)
    {
        while (true)
        {
            var priority = random.Next(100, 4096);
            if (listing.Rules.TrueForAll(rule => (int)rule["priority"]! != priority))
            {
                return priority;
            }
        }
    }
}
