using System.Text.Json.Nodes;
using FirewallRules.Catalogs;

namespace FirewallRules.Tests.Catalogs;

/// <summary>The catalogue of the Agent against the tables of the page that it starts from: no row is missing, none is mistyped.</summary>
public sealed class AgentPageTests
{
    private static readonly (string Tab, AgentVersion Version)[] Tabs = [("Agent v6", AgentVersion.V6), ("Agent v5 & v4", AgentVersion.V5)];

    [TestCase("Agent v6", 10)]
    [TestCase("Agent v5 & v4", 6)]
    public void Rows_of_the_page_are_those_of_the_catalogue(string tab, int count)
    {
        var version = Tabs.Single(pair => pair.Tab == tab).Version;
        var page = Rows(tab);

        Assert.That(page, Has.Count.EqualTo(count));
        Assert.That(
            version.Ports.Where(port => port.Source == AgentCatalog.FirstPage).Select(port => (port.Service.Direction, port.Service.Protocol, port.Port)),
            Is.EquivalentTo(page.Select(row => (row.Direction, row.Protocol, row.Port))));
    }

    [TestCase("Agent v6")]
    [TestCase("Agent v5 & v4")]
    public void Facts_of_the_page_belong_to_the_same_port(string tab)
    {
        var version = Tabs.Single(pair => pair.Tab == tab).Version;
        (string Word, AgentService Service)[] words =
        [
            ("most Agent data", AgentService.Intake), ("NTP", AgentService.Ntp), ("Log collection", AgentService.LogsOverTcp),
            ("kubelet", AgentService.Kubelet), ("go_expvar", AgentService.Expvar), ("IPC", AgentService.Ipc), ("GUI", AgentService.Gui),
            ("dogstatsd", AgentService.DogStatsD), ("APM Receiver", AgentService.ApmReceiver), ("forwarder", AgentService.Forwarder),
            ("graphite", AgentService.Graphite),
        ];
        foreach (var row in Rows(tab))
        {
            var service = words.First(pair => row.Subject.Equals(pair.Word, StringComparison.OrdinalIgnoreCase)).Service;
            var port = version.Ports.Single(port => port.Service == service && port.Port == row.Port && port.Source == AgentCatalog.FirstPage);
            using (Assert.EnterMultipleScope())
            {
                Assert.That(port.Service.Direction, Is.EqualTo(row.Direction), row.Subject);
                Assert.That(port.ListensOn, Is.EqualTo(row.Addresses), row.Subject);
                Assert.That(port.NonLocalSetting, Is.EqualTo(row.NonLocalSetting), row.Subject);
                Assert.That(port.IsOptional || !row.IsOptional, Is.True, row.Subject);
            }
        }
    }

    [Test]
    public void Only_the_host_reaches_what_the_page_restricts_to_the_host()
    {
        Assert.That(Rows("Agent v6").Where(row => row.Direction == Direction.Ingress).Select(row => row.WithinHostOnly), Is.All.True);
        foreach (var version in AgentVersion.Known)
        {
            Assert.That(
                version.Ports.Where(port => port.Service.Direction == Direction.Ingress).Select(port => port.Remote),
                Is.All.EqualTo(AgentRemote.Loopback));
        }
    }

    private static List<Row> Rows(string tab)
        => [.. TestData.Facts("agent-page-ports").Where(row => (string)row!["tab"]! == tab).Select(row => new Row(row!))];

    private sealed class Row(JsonNode row)
    {
        public Direction Direction { get; } = (string)row["direction"]! == "outbound" ? Direction.Egress : Direction.Ingress;

        public Protocol Protocol { get; } = (string)row["protocol"]! == "tcp" ? Protocol.Tcp : Protocol.Udp;

        public int Port { get; } = (int)row["port"]!;

        public string Subject { get; } = (string)row["subject"]!;

        public bool WithinHostOnly { get; } = (bool)row["withinHostOnly"]!;

        public bool IsOptional { get; } = (bool)row["optional"]!;

        public string? NonLocalSetting { get; } = (string?)row["nonLocalSetting"];

        public AddressSet Addresses { get; } =
            row["addresses"]!.AsArray().Aggregate(AddressSet.Empty, (set, address) => set.Union(AddressSet.Parse((string)address!)));
    }
}
