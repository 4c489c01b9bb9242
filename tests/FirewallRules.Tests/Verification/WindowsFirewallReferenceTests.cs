namespace FirewallRules.Tests.Verification;

/// <summary>Random hosts, judged for single connections by a model that goes through all rules one by one.</summary>
[RandomSeeds]
public sealed class WindowsFirewallReferenceTests
{
    private const int Listings = 150;
    private const int Probes = 60;

    private static readonly string[] Profiles = ["Domain", "Private", "Public"];

    [Test]
    public void Agrees_with_a_model_of_single_connections()
    {
        var random = Seed.NewRandom();
        for (var i = 0; i < Listings; i++)
        {
            var options = new WindowsFirewallOptions { AddressesPerRule = random.Next(1, 4) };
            var rules = Probe.Rules(random, withAny: false);
            var host = WindowsListing.Of(rules, options);
            Change(host, random);
            var verification = rules.Verify(host.Read(options, (WindowsForm)random.Next(3)));
            for (var j = 0; j < Probes; j++)
            {
                var probe = Probe.Random(random);
                foreach (var profile in Profiles)
                {
                    var expected = Probe.Judge(
                        probe.IsAllowedBy(rules) ? "accept" : "none", Ours(host, probe, profile), Whole(host, probe, profile));
                    Assert.That(
                        probe.In(verification, $"profile {profile}"), Is.EqualTo(expected),
                        () => $"{probe} {profile}\n{rules}\n{host.ToJson(WindowsForm.Joined)}\n{string.Join('\n', verification.Findings)}");
                }
            }
        }
    }

    private static HashSet<string> Ours(WindowsListing host, Probe probe, string profile)
    {
        var outcomes = new HashSet<string>(StringComparer.Ordinal);
        return Decides(host, probe, profile, "Block", onlyOurs: true, outcomes) || Decides(host, probe, profile, "Allow", onlyOurs: true, outcomes)
            ? outcomes
            : [.. outcomes, "none"];
    }

    private static HashSet<string> Whole(WindowsListing host, Probe probe, string profile)
    {
        var (outcomes, settings) = (new HashSet<string>(StringComparer.Ordinal), host.Profiles[profile]);
        if (settings["Enabled"] is ["False"])
        {
            return ["accept"];
        }

        if (host.Rules.Exists(rule => rule["OverrideBlockRules"] is ["True"] && Matches(host, rule, probe, profile) != false))
        {
            outcomes.Add("accept");
        }

        if (Decides(host, probe, profile, "Block", onlyOurs: false, outcomes))
        {
            return outcomes;
        }

        if (probe.Direction == Direction.Ingress && settings["AllowInboundRules"] is ["False"])
        {
            return [.. outcomes, "drop"];
        }

        return Decides(host, probe, profile, "Allow", onlyOurs: false, outcomes) ? outcomes
            : [.. outcomes, settings[probe.Direction == Direction.Egress ? "DefaultOutboundAction" : "DefaultInboundAction"] is ["Allow"] ? "accept" : "drop"];
    }

    private static bool Decides(WindowsListing host, Probe probe, string profile, string action, bool onlyOurs, HashSet<string> outcomes)
    {
        var answers = host.Rules
            .Where(rule => rule["Action"] is [var own] && own == action && rule["OverrideBlockRules"] is ["False"])
            .Where(rule => !onlyOurs || rule["Group"] is ["FirewallRules Datadog"])
            .Select(rule => Matches(host, rule, probe, profile))
            .Where(answer => answer != false)
            .ToList();
        if (answers.Count > 0)
        {
            outcomes.Add(action == "Block" ? "drop" : "accept");
        }

        return answers.Contains(true);
    }

    private static bool? Matches(WindowsListing host, Dictionary<string, string[]> rule, Probe probe, string profile)
    {
        var isEgress = probe.Direction == Direction.Egress;
        if (rule["Enabled"] is ["False"]
            || (rule["Direction"] is ["Outbound"]) != isEgress
            || !(rule["Profile"] is ["Any"] || rule["Profile"][0].Contains(profile, StringComparison.Ordinal))
            || (rule["PolicyStoreSourceType"] is ["Local"] && host.Profiles[profile]["AllowLocalFirewallRules"] is ["False"])
            || !(rule["Protocol"] is ["Any"] || rule["Protocol"][0].Equals(probe.Protocol.ToString(), StringComparison.OrdinalIgnoreCase)))
        {
            return false;
        }

        bool?[] answers =
        [
            One(
                rule[isEgress ? "RemotePort" : "LocalPort"],
                text => text == "RPC" ? null : PortRange.Parse(text).Contains(new PortRange(probe.Port, probe.Port))),
            One(rule["RemoteAddress"], text => text switch
            {
                "LocalSubnet" or "DNS" => null,
                "LocalSubnet6" => probe.Address.Family == IpFamily.IPv6 ? null : false,
                _ when text.Contains('-', StringComparison.Ordinal) => AddressSet.Parse(text).Contains(probe.Address),
                _ => Cidr.Parse(text, CidrStyles.BareAddress | CidrStyles.Netmask).Contains(probe.Address),
            }),
            rule[isEgress ? "LocalPort" : "RemotePort"] is ["Any"] ? true : null,
            rule["Program"] is ["Any"] ? true : null,
        ];
        return answers.Contains(false) ? false : answers.Contains(null) ? null : true;
    }

    private static bool? One(string[] texts, Func<string, bool?> holds)
    {
        var answers = texts.Select(text => text == "Any" ? true : holds(text)).ToList();
        return answers.Contains(true) ? true : answers.Contains(null) ? null : false;
    }

    private static void Change(WindowsListing host, Random random)
    {
        for (var left = random.Next(4); left > 0 && host.Rules.Count > 0; left--)
        {
            var rule = host.Rules[random.Next(host.Rules.Count)];
            switch (random.Next(7))
            {
                case 0:
                    host.Rules.Remove(rule);
                    break;
                case 1:
                    rule["Enabled"] = ["False"];
                    break;
                case 2:
                    rule["Profile"] = [Profiles[random.Next(3)]];
                    break;
                case 3:
                    rule["Action"] = ["Block"];
                    break;
                case 4:
                    rule["Group"] = ["Mine"];
                    break;
                case 5:
                    rule["Protocol"] = ["Any"];
                    break;
                default:
                    rule["RemoteAddress"] = Addresses(random);
                    break;
            }
        }

        for (var left = random.Next(5); left > 0; left--)
        {
            var rule = host.Add(
                "theirs",
                random.Next(2) == 0 ? Direction.Egress : Direction.Ingress,
                new[] { "TCP", "UDP", "Any", "ICMPv6" }[random.Next(4)],
                [new[] { "Any", "RPC", Probe.PortsNear(random).ToString(), Probe.PortsNear(random).ToString() }[random.Next(4)]],
                Addresses(random));
            rule["Action"] = [random.Next(3) == 0 ? "Allow" : "Block"];
            rule["Profile"] = [new[] { "Any", "Domain, Private", "Public" }[random.Next(3)]];
            rule["Program"] = [random.Next(4) == 0 ? "C:\\x.exe" : "Any"];
            rule["PolicyStoreSourceType"] = [random.Next(2) == 0 ? "Local" : "GroupPolicy"];
            if (random.Next(6) == 0)
            {
                (rule["OverrideBlockRules"], rule["Action"]) = (["True"], ["Allow"]);
            }
        }

        foreach (var profile in host.Profiles.Values)
        {
            foreach (var setting in new[] { "Enabled", "AllowInboundRules", "AllowLocalFirewallRules" })
            {
                profile[setting] = [random.Next(5) == 0 ? "False" : "True"];
            }

            profile["DefaultOutboundAction"] = [random.Next(2) == 0 ? "Block" : "Allow"];
        }
    }

    private static string[] Addresses(Random random)
    {
        string[] some =
        [
            "Any", "LocalSubnet", "LocalSubnet6", "DNS", "10.0.0.3-10.0.0.9",
            .. Enumerable.Range(0, 8).Select(_ => WindowsListing.Returned(Probe.Prefix(random).ToString())),
        ];
        return [.. Enumerable.Range(0, random.Next(1, 3)).Select(_ => some[random.Next(some.Length)])];
    }
}
