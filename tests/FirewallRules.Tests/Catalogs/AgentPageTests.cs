using System.Globalization;
using System.Text.RegularExpressions;
using FirewallRules.Catalogs;

namespace FirewallRules.Tests.Catalogs;

/// <summary>The catalogue of the Agent against the tables of the page that it starts from: no row is missing, none is mistyped.</summary>
public sealed partial class AgentPageTests
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
    public void What_the_page_says_of_a_port_is_said_of_that_port(string tab)
    {
        var version = Tabs.Single(pair => pair.Tab == tab).Version;
        (string Word, AgentService Service)[] words =
        [
            ("most Agent data", AgentService.Intake), ("NTP", AgentService.Ntp), ("Log collection", AgentService.LogsOverTcp), ("kubelet", AgentService.Kubelet),
            ("go_expvar", AgentService.Expvar), ("IPC", AgentService.Ipc), ("GUI", AgentService.Gui), ("dogstatsd", AgentService.DogStatsD),
            ("APM Receiver", AgentService.ApmReceiver), ("forwarder", AgentService.Forwarder), ("graphite", AgentService.Graphite),
        ];
        foreach (var row in Rows(tab))
        {
            var service = words.First(pair => row.Text.Contains(pair.Word, StringComparison.OrdinalIgnoreCase)).Service;
            var port = version.Ports.Single(port => port.Service == service && port.Port == row.Port && port.Source == AgentCatalog.FirstPage);
            using (Assert.EnterMultipleScope())
            {
                Assert.That(port.Service.Direction, Is.EqualTo(row.Direction), row.Text);
                Assert.That(port.ListensOn, Is.EqualTo(row.Addresses), row.Text);
                Assert.That(port.NonLocalSetting is { } setting && row.Text.Contains($"`{setting}`", StringComparison.Ordinal), Is.EqualTo(row.Text.Contains("non_local", StringComparison.Ordinal)), row.Text);
                Assert.That(port.IsOptional || !row.Text.Contains("optional", StringComparison.Ordinal), Is.True, row.Text);
            }
        }
    }

    [Test]
    public void The_host_alone_reaches_what_the_page_says_is_for_the_host()
    {
        Assert.That(SharedPages.WithLine("## Open Ports"), Does.Contain("* **Inbound (used for Agent services communicating among themselves locally within the host only)**:"));
        foreach (var version in AgentVersion.Known)
        {
            Assert.That(version.Ports.Where(port => port.Service.Direction == Direction.Ingress).Select(port => port.Remote), Is.All.EqualTo(AgentRemote.Loopback));
        }
    }

    private static List<(Direction Direction, Protocol Protocol, int Port, string Text, AddressSet Addresses)> Rows(string tab)
    {
        var lines = SharedPages.WithLine("## Open Ports").SkipWhile(line => line != $"{{{{% tab \"{tab}\" %}}}}").TakeWhile(line => line != "{{% /tab %}}");
        var (direction, rows) = (Direction.Egress, new List<(Direction, Protocol, int, string, AddressSet Addresses)>());
        foreach (var line in lines)
        {
            if (line.StartsWith("* **", StringComparison.Ordinal))
            {
                direction = line.StartsWith("* **Outbound", StringComparison.Ordinal) ? Direction.Egress : Direction.Ingress;
            }
            else if (Port().Match(line) is { Success: true } port)
            {
                var protocol = port.Groups["protocol"].Value == "tcp" ? Protocol.Tcp : Protocol.Udp;
                rows.Add((direction, protocol, int.Parse(port.Groups["port"].Value, CultureInfo.InvariantCulture), port.Groups["text"].Value, AddressSet.Empty));
            }
            else if (Address().Match(line) is { Success: true } address)
            {
                rows[^1] = rows[^1] with { Addresses = rows[^1].Addresses.Union(AddressSet.Parse(address.Groups["address"].Value)) };
            }
        }

        return rows;
    }

    [GeneratedRegex(@"^  \* `(?<port>\d+)/(?<protocol>tcp|udp)`: (?<text>.*)$", RegexOptions.ExplicitCapture, 5_000)]
    private static partial Regex Port();

    [GeneratedRegex(@"^      \* `(?<address>[0-9a-f.:]+)`$", RegexOptions.ExplicitCapture, 5_000)]
    private static partial Regex Address();
}
