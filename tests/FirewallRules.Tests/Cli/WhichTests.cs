using System.Text.Json.Nodes;
using FirewallRules.Cli;

namespace FirewallRules.Tests.Cli;

public sealed class WhichTests : IDisposable
{
    private const string Old = """{"version":7,"modified":"2026-01-02-00-00-00","logs":{"prefixes_ipv4":["20.0.0.0/24"]}}""";
    private const string New = """
        {"version":8,"modified":"2026-02-02-00-00-00","logs":{"prefixes_ipv4":["20.0.0.0/24","20.0.2.0/24"],"prefixes_ipv6":["2600:1f18::/48"]},
        "synthetics":{"prefixes_ipv4":["20.0.2.7/32"],"prefixes_ipv4_by_location":{"aws:eu-west-1":["20.0.2.7/32"]}}}
        """;

    private readonly TemporaryFolder _folder = new();

    [Test]
    public void Sections_ports_and_locations_are_listed()
    {
        var run = Run("20.0.2.7:443");

        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(run.Output, Does.StartWith(
            """
            20.0.2.7 is in eu1 version 8, modified 2026-02-02 (new.json):
              SECTION     PREFIX       TRAFFIC          LOCATIONS
              logs        20.0.2.0/24  egress tcp 443   -
              synthetics  20.0.2.7/32  ingress tcp 443  aws:eu-west-1

            """));
        Assert.That(run.Output, Does.Contain("agent v7: intake 443/tcp, "));
        Assert.That(Run("20.0.2.7:8443").Output, Does.Contain("egress tcp 443 (another port)"));
    }

    [Test]
    public void The_first_document_that_has_it_is_named()
    {
        var history = Directory.CreateDirectory(_folder["history"]).FullName;
        File.WriteAllText(Path.Combine(history, "a.json"), Old);

        Assert.That(Run($"20.0.2.7 --history {history}").Output, Does.Contain("logs has it since eu1 version 8, modified 2026-02-02 (new.json)\n"));
        Assert.That(Run($"20.0.0.7 --history {history}").Output, Does.Not.Contain("has it since"));
    }

    [Test]
    public void An_unknown_address_has_its_nearest_prefixes_and_exit_code_1()
    {
        var run = Run("20.0.1.0");

        Assert.That(run.ExitCode, Is.EqualTo(ExitCode.Different));
        Assert.That(run.Output, Does.StartWith(
            "20.0.1.0 is in no section\nnearest: 20.0.0.0/24 of logs, 1 addresses away, in eu1 version 8, modified 2026-02-02 (new.json)\n"));
    }

    [TestCase("2600:1f18::1")]
    [TestCase("[2600:1f18::1]:443/tcp")]
    [TestCase("::ffff:20.0.0.9")]
    [TestCase("20.0.0.0/25")]
    public void Every_form_of_an_address_is_read(string address) => Assert.That(Run(address).Output, Does.Contain("  logs "));

    [Test]
    public void The_live_rule_that_decides_is_named()
    {
        var live = _folder.Write("live.json", CliRun.Of($"generate logs --format nftables-json --mode table --default-deny --allow-dns "
            + $"--document {_folder.Write("new.json", New)} --site eu1").Output);

        Assert.That(Run($"20.0.0.9:443/tcp --live {live}").Output, Does.Contain("live, egress tcp 443: accepted\n    inet datadog datadog_output: ip daddr "));
        Assert.That(Run($"20.0.9.9:443/tcp --live {live}").Output, Does.Contain("live, egress tcp 443: dropped\n    inet datadog datadog_output: reject"));
    }

    [Test]
    public void JSON_has_the_same()
    {
        var json = JsonNode.Parse(Run("20.0.2.7:443 --json").Output)!;

        Assert.That((string?)json["matches"]![1]!["section"], Is.EqualTo("synthetics"));
        Assert.That((bool)json["matches"]![1]!["allowsPort"]!, Is.True);
    }

    [Test]
    public void Without_documents_the_embedded_one_and_the_cache_are_asked()
        => Assert.That(CliRun.Of($"which 3.233.147.10 --cache {_folder.Root}").Output, Does.StartWith($"3.233.147.10 is in {IpRangesSnapshot.Us1}:\n"));

    [TestCase("which 1.2.3.4:0", "'0' is not a port from 1 to 65535")]
    [TestCase("which 1.2.3.4:80/icmp", "the protocol is tcp or udp")]
    [TestCase("which 1.2.3", "'1.2.3' is invalid")]
    [TestCase("which example.com:443", "'example.com' is invalid")]
    [TestCase("which 1.2.3.4 --live -", "--live needs a port")]
    [TestCase("which", "ADDRESS")]
    public void Anything_else_is_refused_in_one_sentence(string line, string sentence) => Assert.That(CliRun.Of(line).Refused(2), Does.Contain(sentence));

    public void Dispose() => _folder.Dispose();

    private CliRun Run(string arguments) => CliRun.Of($"which {arguments} --document {_folder.Write("new.json", New)} --site eu1");
}
