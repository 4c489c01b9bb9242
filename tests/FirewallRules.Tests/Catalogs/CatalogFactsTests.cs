using System.Text.Json.Nodes;

namespace FirewallRules.Tests.Catalogs;

/// <summary>The catalogues against newer facts. Every difference has a reason here, and a new one fails.</summary>
public sealed class CatalogFactsTests
{
    private const string Chart = "the network policy of a chart for pods, not the page of the Agent";
    private const string Kubelet = "the page had it for Agent 7 too until September 2024";
    private const string OtherSites = "the page has logs over TCP on EU1 for Agent 6 as well as for Agent 7";
    private const string Transport = "the page Agent Transport for Logs: over HTTPS from Agent 6.14 on";

    // What the facts have and the catalogue has not, and the other way round.
    private static readonly Dictionary<string, string> AgentRows = new(StringComparer.Ordinal)
    {
        ["- v7-kubernetes-helm outbound 51678/tcp"] = Chart,
        ["- v7-kubernetes-helm outbound 80/tcp"] = Chart,
        ["- v7-kubernetes-helm outbound 53/any"] = Chart,
        ["- v7-kubernetes-helm outbound 10250/tcp"] = Chart,
        ["- v7-kubernetes-helm outbound 123/udp"] = Chart,
        ["- v7-kubernetes-helm outbound 443/tcp"] = Chart,
        ["- v7-kubernetes-helm outbound 10516/tcp"] = Chart,
        ["- v7-kubernetes-helm inbound 8125/udp"] = Chart,
        ["- v7-kubernetes-helm inbound 8126/tcp"] = Chart,
        ["+ v7 outbound 10250/tcp kubelet"] = Kubelet,
        ["+ v7 outbound 10255/tcp kubelet"] = Kubelet,
        ["+ v6 outbound 443/tcp logs-tcp"] = OtherSites,
        ["+ v6 outbound 443/tcp logs"] = Transport,
    };

    [Test]
    public void Agent_rows_differ_only_where_that_is_known()
    {
        var facts = Agent().Select(fact => $"{(string)fact["agent"]!} {(string)fact["direction"]!} {(int)fact["port"]!}/{(string)fact["protocol"]!}")
            .Select(fact => fact.Replace("v5,v4", "v5", StringComparison.Ordinal)).ToLookup(fact => fact, StringComparer.Ordinal);
        var rows = AgentVersion.Known.SelectMany(
            version => version.Ports, (version, port) => (Key: Key(version, port), Name: port.Service.Name))
            .ToLookup(row => row.Key, StringComparer.Ordinal);
        var differences = facts.Where(fact => !rows.Contains(fact.Key)).Select(fact => "- " + fact.Key)
            .Concat(rows.SelectMany(row => row.Skip(facts[row.Key].Count()).Select(extra => $"+ {extra.Key} {extra.Name}")));

        Assert.That(differences, Is.EquivalentTo(AgentRows.Keys));
    }

    [Test]
    public void Agent_sections_sites_and_marks_are_those_of_the_facts()
    {
        var facts = Agent().Where(fact => !((string)fact["agent"]!).Contains("helm", StringComparison.Ordinal)).ToList();
        using (Assert.EnterMultipleScope())
        {
            foreach (var fact in facts)
            {
                var site = fact["sites"] is JsonArray sites && sites.Count == 1 ? Site.Parse((string)sites[0]!) : null;
                var version = AgentVersion.Parse(((string)fact["agent"]!).Split(',')[0]);
                var wanted = (Direction: (string)fact["direction"]! == "outbound" ? Direction.Egress : Direction.Ingress, Port: (int)fact["port"]!);
                var what = $"{version} {wanted}";
                var port = version.Ports.FirstOrDefault(port => (port.Service.Direction, port.Port) == wanted
                    && port.Service != AgentService.Logs
                    && (site is null || port.Site == site))!;
                Assert.That(port.IsDeprecated, Is.EqualTo((bool?)fact["deprecated"] ?? port.Service == AgentService.LogsOverTcp), what);
                Assert.That(
                    port.Sections.Select(section => section.Name),
                    Is.EquivalentTo(fact["ipRangesSections"]?.AsArray().Select(section => (string)section!) ?? []),
                    what);
                Assert.That(
                    port.ListensOn.Select(prefix => prefix.FirstAddress.ToString()),
                    Is.EquivalentTo(fact["addresses"]?.AsArray().Select(address => (string)address!) ?? []),
                    what);
                Assert.That(port.IsOptional, Is.EqualTo((bool)fact["optional"]!), what);
                Assert.That(port.Remote, Is.EqualTo(Remote((string?)fact["remote"])), what);
                Assert.That(
                    port.NonLocalSetting is null
                        ? fact["nonLocalWhen"] is null
                        : ((string)fact["nonLocalWhen"]!).StartsWith(port.NonLocalSetting + ": true", StringComparison.Ordinal),
                    Is.True,
                    what);
            }
        }
    }

    [Test]
    public void Datakit_rows_are_those_of_the_facts()
    {
        var facts = TestData.Facts("datakit-ports");

        Assert.That(
            DataKitInput.Known.SelectMany(
                input => input.Protocols, (input, protocol) => (input.Port, protocol, input.Source == DataKitInput.Page, input.ListensOn)),
            Is.EquivalentTo(facts.Select(fact => (
                (int)fact!["port"]!,
                (string)fact["protocol"]! == "tcp" ? Protocol.Tcp : Protocol.Udp,
                (bool)fact["onPage"]!,
                ((string?)fact["defaultListen"])?.Split(':')[0]))));
    }

    [Test]
    public void Datakit_rows_that_newer_sources_contradict_are_marked()
    {
        var facts = TestData.Facts("datakit-ports");
        var unheard = facts.Where(fact => fact!["defaultListen"] is null).Select(fact => ((int)fact!["port"]!, (string)fact["protocol"]!));
        var disputed = DataKitInput.Known.Where(input => input.IsDisputed).ToList();

        Assert.That(disputed.Select(input => (input.Port, input.Protocols.Single() == Protocol.Tcp ? "tcp" : "udp")), Is.EquivalentTo(unheard));
        Assert.That(disputed.Select(input => input.Note), Is.All.Not.Null);
        Assert.That(
            DataKitInput.Known.Where(input => input.IsLocal).Select(input => input.Port),
            Is.EquivalentTo(facts.Where(fact => (bool?)fact!["localOnly"] == true).Select(fact => (int)fact!["port"]!)));
    }

    private static IEnumerable<JsonNode> Agent() => TestData.Facts("agent-ports").Select(fact => fact!);

    private static string Key(AgentVersion version, AgentPort port)
    {
        var direction = port.Service.Direction == Direction.Egress ? "outbound" : "inbound";
        var protocol = port.Service.Protocol == Protocol.Tcp ? "tcp" : "udp";
        return $"{version} {direction} {port.Port}/{protocol}";
    }

    private static AgentRemote Remote(string? fact) => fact switch
    {
        null => AgentRemote.Loopback,
        "datadog" => AgentRemote.Datadog,
        "ntp-pool" => AgentRemote.Hostname,
        _ => AgentRemote.Unspecified,
    };
}
