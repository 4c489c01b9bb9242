using FirewallRules.Tests.Emitters.Readers;

namespace FirewallRules.Tests.Verification;

/// <summary>Random groups, judged for single connections by a model that goes through all rules one by one.</summary>
[RandomSeeds]
public sealed class AwsSecurityGroupReferenceTests
{
    private const int Listings = 300;
    private const int Probes = 150;

    [Test]
    public void Agrees_with_a_model_of_single_connections([Values] bool isExclusive)
    {
        var random = Seed.NewRandom();
        for (var i = 0; i < Listings; i++)
        {
            var options = new AwsSecurityGroupOptions { OnOverflow = random.Next(3) == 0 ? OnOverflow.Split : OnOverflow.Fail };
            var emitter = new AwsSecurityGroupEmitter(options with { Output = AwsSecurityGroupOutput.CloudFormation });
            var rules = Probe.Rules(random);
            var listing = Ec2Listing.Of(emitter, rules, hasDefaultEgress: random.Next(3) == 0);
            if (random.Next(4) == 0)
            {
                listing.AddGroup("sg-7", hasDefaultEgress: false);
            }

            Change(listing, random);
            var verification = rules.Verify(listing.Read(options, isExclusive));
            var wanted = AwsReader.Read(emitter.Name, rules.Emit(emitter));
            string[] groups = options.OnOverflow == OnOverflow.Split ? [""] : [.. listing.Groups];
            for (var j = 0; j < Probes; j++)
            {
                var probe = Probe.Random(random);
                foreach (var group in groups)
                {
                    var expected = Judge(listing, group, wanted, rules, probe, isExclusive);
                    Assert.That(
                        probe.In(verification, group.Length == 0 ? null : group), Is.EqualTo(expected),
                        () => $"{probe} {group}\n{rules}\n{listing.ToJson()}\n{string.Join('\n', verification.Findings)}");
                }
            }
        }
    }

    private static string Judge(Ec2Listing listing, string group, IReadOnlyList<AwsPermission> wanted, RuleSet rules, Probe probe, bool isExclusive)
    {
        var isWanted = probe.IsAllowedBy(rules);
        var isClosed = isExclusive && rules.Rules.Any(rule => rule.Direction == probe.Direction);
        var (ours, others) = (new List<bool?>(), new List<bool?>());
        foreach (var rule in listing.Rules.Where(rule => group.Length == 0 || rule.Group == group))
        {
            (IsOurs(listing, rule, wanted) ? ours : others).Add(Allows(listing, rule, probe));
        }

        if (ours.Contains(true))
        {
            return isWanted ? "" : "Extra";
        }

        if (ours.Contains(null))
        {
            return "Unknown";
        }

        return isWanted ? "Missing" : !isClosed ? "" : others.Contains(true) ? "Overridden deny" : others.Contains(null) ? "Unknown deny" : "";
    }

    private static bool? Allows(Ec2Listing listing, Ec2Rule rule, Probe probe)
    {
        var number = probe.Protocol == Protocol.Tcp ? "6" : "17";
        if (rule.Direction != probe.Direction
            || (rule.Protocol != "-1" && !rule.Protocol.Equals(probe.Protocol.ToString(), StringComparison.OrdinalIgnoreCase) && rule.Protocol != number)
            || (rule.Protocol != "-1" && rule.From is >= 0 && (probe.Port < rule.From || probe.Port > rule.To)))
        {
            return false;
        }

        return listing.AddressesOf(rule)?.Contains(probe.Address);
    }

    private static bool IsOurs(Ec2Listing listing, Ec2Rule rule, IReadOnlyList<AwsPermission> wanted)
        => rule.Description == "fwrules:datadog" || rule.Description.StartsWith("fwrules:datadog ", StringComparison.Ordinal)
            || wanted.Any(same => same.Direction == rule.Direction && rule.From == same.Ports.First && rule.To == same.Ports.Last
                && (rule.Protocol.Equals(same.Protocol.ToString(), StringComparison.OrdinalIgnoreCase)
                    || rule.Protocol == (same.Protocol == Protocol.Tcp ? "6" : "17"))
                && listing.AddressesOf(rule) is { } addresses && addresses == same.Remote);

    private static void Change(Ec2Listing listing, Random random)
    {
        for (var left = random.Next(4); left > 0 && listing.Rules.Count > 0; left--)
        {
            var index = random.Next(listing.Rules.Count);
            var rule = listing.Rules[index];
            switch (random.Next(4))
            {
                case 0:
                    listing.Rules.RemoveAt(index);
                    break;
                case 1:
                    listing.Rules[index] = rule with { Description = "mine" };
                    break;
                case 2:
                    listing.Rules[index] = rule with { Remote = Probe.Prefix(random).ToString() };
                    break;
                default:
                    listing.Rules[index] = rule with { Protocol = random.Next(2) == 0 ? "udp" : "6", From = 3, To = random.Next(3, 9) };
                    break;
            }
        }

        for (var left = random.Next(5); left > 0; left--)
        {
            string[] protocols = ["-1", "tcp", "udp", "6", "17", "icmp", "47", "icmpv6"];
            var ports = Probe.PortsNear(random);
            var isAll = random.Next(6) == 0;
            var remote = random.Next(8) switch
            {
                0 => "sg-77",
                1 => listing.List(AddressSet.Of(Probe.Prefix(random), Probe.Prefix(random))),
                2 => "::/0",
                _ => Probe.Prefix(random).ToString(),
            };
            listing.Rules.Add(new Ec2Rule(
                listing.Groups[random.Next(listing.Groups.Count)],
                random.Next(2) == 0 ? Direction.Egress : Direction.Ingress,
                protocols[random.Next(protocols.Length)],
                isAll ? -1 : ports.First,
                isAll ? -1 : ports.Last,
                remote,
                random.Next(3) == 0 ? "fwrules:datadog x" : "theirs"));
        }
    }
}
