using FirewallRules.Tests.IpRanges;

namespace FirewallRules.Tests.Cli;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class UpdateTests : IDisposable
{
    private const string Old = """
        {"version":40,"modified":"2023-05-09-00-00-00",
        "logs":{"prefixes_ipv4":["192.0.2.0/24"],"prefixes_ipv6":["2001:db8::/48"]},
        "apm":{"prefixes_ipv4":["198.51.100.0/24"],"prefixes_ipv6":[]},
        "synthetics":{"prefixes_ipv4":[],"prefixes_ipv6":[],"prefixes_ipv4_by_location":{"aws:a":["203.0.113.1/32"],"aws:b":["203.0.113.2/32"]}}}
        """;

    private const string New = """
        {"version":59,"modified":"2024-10-17-00-00-00",
        "logs":{"prefixes_ipv4":["192.0.2.0/25","192.0.2.128/25","203.0.113.0/30"],"prefixes_ipv6":["2001:db8::/48"]},
        "apm":{"prefixes_ipv4":["198.51.100.0/26"],"prefixes_ipv6":["2001:db8:1::/48"]},
        "webhooks":{"prefixes_ipv4":["233.252.0.1/32"],"prefixes_ipv6":[]},
        "synthetics":{"prefixes_ipv4":[],"prefixes_ipv6":[],"prefixes_ipv4_by_location":{"aws:a":["203.0.113.1/32"]}}}
        """;

    private readonly TemporaryFolder _folder = new();
    private readonly string _pair;

    public UpdateTests() => _pair = $"{_folder.Write("old.json", Old)} {_folder.Write("new.json", New)} --site us1";

    public void Dispose() => _folder.Dispose();

    [Test]
    public void Writes_what_leads_from_one_document_to_the_other()
    {
        var run = CliRun.Of($"update {_pair} logs --format aws-cli");

        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(run.Error, Is.Empty);
        Assert.That(run.Output,
            Does.Contain("# Datadog IP ranges: us1 version 59, modified 2024-10-17 (new.json)\n# Update from: us1 version 40, modified "
                + "2023-05-09 (old.json)\n"));
        Assert.That(run.Output, Does.Contain("egress tcp 443 443 203.0.113.0/30 fwrules:datadog us1 v59 2024-10-17: logs\n")
            .And.Not.Contain("192.0.2.0/2"));
    }

    [Test]
    public void Goes_back()
    {
        var back = CliRun.Of($"update {_pair} logs --format nftables --rollback");

        Assert.That(back.ExitCode, Is.Zero, back.Error);
        Assert.That(back.Output, Does.Contain("# Datadog IP ranges: us1 version 40").And.Contain("# Update from: us1 version 59")
            .And.Not.Contain("203.0.113.0/30"));
    }

    [TestCase("update {0} apm --format nftables",
        "apm has shrunk: 192 of 256 IPv4 addresses are removed. Add --accept-shrink to write the change anyway.")]
    [TestCase("update {0} apm logs --format iptables --ipv4-only",
        "apm has shrunk: 192 of 256 IPv4 addresses are removed. Add --accept-shrink to write the change anyway.")]
    [TestCase("update {1} webhooks --format iptables --allow-older",
        "webhooks has shrunk: 1 of 1 IPv4 addresses are removed. Add --accept-shrink to write the change anyway.")]
    [TestCase("update {1} logs --format iptables", "the new document is older: version 40 after 59. Add --allow-older to write the change anyway.")]
    public void An_untrustworthy_document_is_refused(string command, string why)
        => Assert.That(CliRun.Of(Fill(command)).Refused(1), Is.EqualTo("fwrules: " + why));

    [TestCase("update {0} apm --format nftables --accept-shrink", "apm has shrunk")]
    [TestCase("update {0} apm --format nftables --shrink-threshold 80%", "")]
    [TestCase("update {0} apm --format nftables --rollback", "")]
    [TestCase("update {0} logs --format nftables --ipv6-only", "no change")]
    [TestCase("update {1} logs --format iptables --allow-older", "the new document is older")]
    [TestCase("update {0} webhooks --format nftables", "")]
    [TestCase("update {0} webhooks --format nftables --rollback", "webhooks has no addresses")]
    [TestCase("update {0} synthetics --location aws:b --format nftables --accept-shrink", "synthetics at aws:b has no addresses")]
    [TestCase("update {1} synthetics --location aws:b --format nftables --allow-older", "the new document is older")]
    public void Writes_the_update_and_a_notice(string command, string notice)
    {
        var run = CliRun.Of(Fill(command));

        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(run.Error, Does.Contain(notice));
        Assert.That(run.Output, notice == "no change" ? Is.Empty : Does.Contain("Update from: "));
    }

    [TestCase("", 1, "logs has grown: 1048576 IPv4 addresses are added to 256. Add --accept-growth to write the change anyway.")]
    [TestCase("--growth-factor 1000000", 1, "logs has grown: 1048576 IPv4 addresses are added to 256. Add --accept-growth")]
    [TestCase("--accept-growth", 0, "logs has grown: 1048576 IPv4 addresses are added to 256")]
    [TestCase("--ipv6-only", 0, "")]
    [TestCase("--rollback", 0, "")]
    public void A_section_that_grows_sharply_is_refused(string options, int exitCode, string why)
    {
        const string document = """{"version":VERSION,"logs":{"prefixes_ipv4":["192.0.2.0/24"],"prefixes_ipv6":["2600::/VERSION"]}}""";
        var old = _folder.Write("small.json", document.Replace("VERSION", "48", StringComparison.Ordinal));
        var updated = _folder.Write("large.json", document.Replace("VERSION", "49", StringComparison.Ordinal)
            .Replace("192.0.2.0/24\"", "192.0.2.0/24\",\"20.0.0.0/12\"", StringComparison.Ordinal));
        var run = CliRun.Of($"update {old} {updated} logs --site us1 --format nftables --accept-shrink {options}".Replace(
            "--accept-shrink --rollback", "--rollback", StringComparison.Ordinal));

        Assert.That(run.ExitCode, Is.EqualTo(exitCode), run.Error);
        Assert.That(run.Error, Does.Contain(why));
        Assert.That(run.Output, exitCode == 0 ? Does.Contain("Update from: ") : Is.Empty);
    }

    [Test]
    public void A_version_with_other_content_is_refused()
    {
        var other = _folder.Write("other.json", Old.Replace("192.0.2.0/24", "192.0.2.0/25", StringComparison.Ordinal));

        Assert.That(CliRun.Of($"update {_folder["old.json"]} {other} logs --format nftables --site us1").Refused(1),
            Does.Contain("both documents have version 40, but their addresses differ"));
        Assert.That(CliRun.Of($"update {_folder["old.json"]} {other} logs --format nftables --site us1 --allow-older").ExitCode, Is.Zero);
    }

    [Test]
    public void No_change_is_no_output_and_one_notice()
    {
        var run = CliRun.Of($"update {_folder["old.json"]} {_folder["old.json"]} logs apm --format iptables --site us1");

        Assert.That(run, Is.EqualTo(new CliRun(0, "", "fwrules: no change: both documents give the same rules\n")));
    }

    [Test]
    public void No_change_keeps_the_file([Values] bool exists)
    {
        var file = exists ? _folder.Write("update.sh", "as it was") : _folder["update.sh"];
        var run = CliRun.Of($"update {_folder["old.json"]} {_folder["old.json"]} logs apm --format iptables --site us1 --output {file}");

        Assert.That(run, Is.EqualTo(new CliRun(0, "", $"fwrules: no change: both documents give the same rules; '{file}' is left as it is\n")));
        Assert.That(exists ? File.ReadAllText(file) : "as it was", Is.EqualTo("as it was"));
        Assert.That(File.Exists(file), Is.EqualTo(exists));
    }

    [Test]
    public void A_summary_replaces_the_script()
    {
        var run = CliRun.Of($"update {_pair} logs apm webhooks --format iptables --summary --accept-shrink");

        Assert.That(run.Output, Is.EqualTo("""
            SECTION   RULES      IPV4 ADDRESSES        IPV6 ADDRESSES
            logs      +2     -0  +4              -0    +0                          -0
            apm       +1     -2  +0              -192  +1208925819614629174706176  -0
            webhooks  +1     -0  +1              -0    +0                          -0

            """.ReplaceLineEndings("\n")));
        Assert.That(_folder.Names, Is.EqualTo(new[] { "new.json", "old.json" }));
    }

    [Test]
    public void A_summary_is_written_in_addition_to_the_file()
    {
        var run = CliRun.Of($"update {_pair} logs --format aws-json --summary --output {_folder["update.json"]}");

        Assert.That(run.Output, Does.StartWith("SECTION "));
        Assert.That(File.ReadAllText(_folder["update.json"]), Does.Contain("\"authorize\""));
    }

    [TestCase("update {0} lgos --format nftables", 2, "There is no section 'lgos'; did you mean logs?")]
    [TestCase("update {0} synthetics --location aws:c --format nftables", 2, "There is no location 'aws:c'; did you mean aws:a or aws:b?")]
    [TestCase("update {0} synthetics --location aws:b --format nftables", 3, "has no location 'aws:b'")]
    [TestCase("update {0} logs --format nftable", 2, "nftable")]
    [TestCase("update {0} logs --format nftables --remove", 2, "--remove")]
    [TestCase("update {0} logs --format nftables --default-deny", 2, "requires --mode table")]
    [TestCase("update {0} logs --format nftables --shrink-threshold 2", 2, "is not a share")]
    [TestCase("update {0} logs --format nftables --rollback --accept-shrink", 2, "does not apply with --rollback")]
    [TestCase("update {0} logs --format nftables --rollback --shrink-threshold 20%", 2, "does not apply with --rollback")]
    [TestCase("update {0} logs --format nftables --rollback --accept-growth", 2, "--accept-growth does not apply with --rollback")]
    [TestCase("update {0} logs --format nftables --rollback --growth-factor 4", 2, "--growth-factor does not apply with --rollback")]
    [TestCase("update {0} logs --format nftables --growth-factor 0", 2, "is not a factor")]
    [TestCase("update {0} logs --format nftables --growth-factor 4 --accept-growth", 2, "exclude each other")]
    [TestCase("update - - logs --format nftables", 2, "only once")]
    [TestCase("update {0} webhooks --format azure-arm --rollback", 2, "so they would remain. Use --format azure-cli, or --full-nsg.")]
    [TestCase("update {0} webhooks --format aws-cli-json", 2, "Use --format aws-cli or aws-json.")]
    [TestCase("update {0} logs --format aws-waf-cli", 2, "'logs' is outgoing traffic")]
    [TestCase("update {0} logs apm --format aws-cli --max-rules 4 --accept-shrink", 1, "the limit is 4")]
    public void Is_refused_with_a_message(string command, int exitCode, string why)
        => Assert.That(CliRun.Of(Fill(command)).Refused(exitCode), Does.Contain(why));

    [TestCaseSource(typeof(RealDocuments), nameof(RealDocuments.Versions))]
    public void From_a_real_document_to_the_embedded_one(int version)
    {
        File.WriteAllBytes(_folder["real.json"], RealDocuments.Bytes(version));
        var run = CliRun.Of($"update {_folder["real.json"]} embedded agents logs webhooks remote-configuration --format nftables --site us1 "
            + "--accept-shrink");

        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(run.Output, Does.Contain($"# Update from: us1 version {version}, "));
    }

    [Test]
    public void Standard_input_is_a_document()
        => Assert.That(CliRun.Of($"update {_folder["old.json"]} - logs --format nftables --site us1", New).Output, Does.Contain("(standard input)"));

    [Test]
    public void Help_shows_examples()
        => Assert.That(CliRun.Of("update --help").Output, Does.Contain("--rollback").And.Contain("fwrules update embedded ip-ranges.json")
            .And.Not.Contain("--remove "));

    private string Fill(string command)
        => command.Replace("{0}", _pair, StringComparison.Ordinal).Replace("{1}",
            $"{_folder["new.json"]} {_folder["old.json"]} --site us1", StringComparison.Ordinal);
}
