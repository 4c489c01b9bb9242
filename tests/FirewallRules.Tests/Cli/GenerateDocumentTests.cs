using System.Security.Cryptography;
using System.Text;

namespace FirewallRules.Tests.Cli;

public class GenerateDocumentTests
{
    private const string Whole =
        """{"version":7,"modified":"2026-01-02T03:04:05","logs":{"prefixes_ipv4":["192.0.2.0/24"]},"new-one":{"prefixes_ipv4":["198.51.100.0/24"]}}""";

    [Test]
    public void Reads_a_document_from_standard_input_and_names_it()
    {
        var run = CliRun.Of("generate logs --format nftables --document - --site eu1", Whole);

        Assert.That(run.Error, Is.EqualTo("fwrules: using eu1 version 7, modified 2026-01-02 (standard input)\n"));
        Assert.That(run.Output, Does.Contain("eu1 version 7, modified 2026-01-02 (standard input)").And.Contain("192.0.2.0/24")
            .And.Contain("tcp dport 443 accept"));
    }

    [Test]
    public void A_document_without_sections_is_refused()
        => Assert.That(
            CliRun.Of("generate logs --format nftables --document -", """{"version":1}""").Refused(3),
            Is.EqualTo("fwrules: standard input: the document has no section with prefixes, so it is not an ip-ranges document."));

    [Test]
    public void Reports_the_assumed_site()
        => Assert.That(CliRun.Of("generate logs --format nftables --document -", Whole).Error, Does.Contain("assuming that the document is of us1"));

    [Test]
    public void Reads_a_bare_section_as_the_only_selected_one()
    {
        const string bare = """{"prefixes_ipv4":["192.0.2.0/24"],"prefixes_ipv6":[]}""";

        Assert.That(CliRun.Of("generate logs --format nftables --document - --site us1", bare).Output, Does.Contain("192.0.2.0/24"));
        Assert.That(
            CliRun.Of("generate logs apm --format nftables --document - --site us1", bare).Refused(3),
            Does.Contain("exactly that section must be selected"));
    }

    [Test]
    public void An_unknown_section_needs_direction_and_port()
    {
        var refused = CliRun.Of("generate new-one --format nftables --document - --site us1", Whole);
        var given = CliRun.Of("generate new-one --format nftables --document - --site us1 --direction ingress --port 53/udp", Whole);

        Assert.That(refused.Refused(2), Does.Contain("--direction and --port"));
        Assert.That(given.Output, Does.Contain("ip saddr @datadog_new_one_ipv4 udp dport 53 accept"));
    }

    [Test]
    public void A_section_without_addresses_is_reported_and_not_rendered()
    {
        var run = CliRun.Of("generate logs webhooks --format iptables --document - --site us1",
            """{"logs":{"prefixes_ipv4":["192.0.2.0/24"]},"webhooks":{}}""");

        Assert.That(run.ExitCode, Is.Zero);
        Assert.That(run.Error, Does.Contain("webhooks has no address"));
        Assert.That(run.Output, Does.Contain("because it has no addresses: webhooks").And.Contain(":DATADOG-INGRESS")
            .And.Not.Contain("-A DATADOG-INGRESS"));
    }

    [TestCase("", "the document is empty")]
    [TestCase("<html>502 Bad Gateway</html>", "not valid JSON at line 1")]
    [TestCase("""{"errors":["x"]}""", "no section with prefixes")]
    [TestCase("""{"logs":{"prefixes_ipv4":["0.0.0.0/0"]}}""", "$.logs.prefixes_ipv4[0]")]
    [TestCase("""{"logs":{"prefixes_ipv4":["10.0.0.1/8"]}}""", "bits are set")]
    public void Refuses_bad_documents(string text, string part)
        => Assert.That(CliRun.Of("generate logs --format nftables --document -", text).Refused(3),
            Does.StartWith("fwrules: standard input: ").And.Contain(part));

    [Test]
    public void Refuses_garbage_of_any_size()
    {
        var garbage = RandomNumberGenerator.GetBytes(10_000_000);
        string[] args = ["generate", "logs", "--format", "nftables", "--document", "-"];

        CliRun.Of(args, garbage).Refused(3);
        Assert.That(CliRun.Of(args, new byte[IpRangesDocument.MaxBytes + 1]).Refused(3), Does.Contain("larger than 16 MiB"));
    }

    [Test]
    public void Text_of_a_document_cannot_steer_the_terminal()
    {
        var hostile = Whole.Replace("logs", "lo\u001b[31m\u202egs", StringComparison.Ordinal);
        var error = CliRun.Of(["generate", "x\u001b[2J\u202ey", "--format", "nftables", "--document", "-"], Encoding.UTF8.GetBytes(hostile)).Error;

        Assert.That(error, Does.Not.Contain('\u001b').And.Not.Contain('\u202e'));
    }
}
