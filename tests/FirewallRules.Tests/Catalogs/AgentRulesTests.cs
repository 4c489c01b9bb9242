using FirewallRules.Tests.IpRanges;

namespace FirewallRules.Tests.Catalogs;

/// <summary>The rules for a version of the Agent, and the options that are refused.</summary>
public sealed class AgentRulesTests
{
    private static readonly AddressSet Loopback = Sets.Of("127.0.0.1/32", "::1/128");

    private const string IntakeLabels = "agents, api, apm, logs, orchestrator, process, remote-configuration";

    private const string LoopbackLabels = "apm-expvar, apm-receiver, expvar, ipc, process-debug, process-settings";

    [Test]
    public void Agent_7_by_default()
        => Assert.That(RuleSet.ForAgent(AgentVersion.V7, RealDocuments.Sample).ToString(), Is.EqualTo(
            $"""
            egress tcp 443 to 3.233.144.0/20, 2600:1f18:24e6:b900::/56 (us1 v59 2024-10-17, agent-v7 mid-2026: {IntakeLabels})
            egress udp 123 to any IPv4, any IPv6 (agent-v7 mid-2026: ntp)
            ingress tcp 5000-5001, 5012, 6062, 6162, 8126 from 127.0.0.1/32, ::1/128 (agent-v7 mid-2026: {LoopbackLabels})
            ingress udp 8125 from 127.0.0.1/32, ::1/128 (agent-v7 mid-2026: dogstatsd)
            """.ReplaceLineEndings("\n")));

    [Test]
    public void Logs_go_over_TCP_where_version_and_site_do_so()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Ports(AgentVersion.V7, Site.Us1), Does.Not.Contain(10516));
            Assert.That(Ports(AgentVersion.V7, Site.Us1, new() { LogsOverTcp = true }), Does.Contain(10516));
            Assert.That(Ports(AgentVersion.V6, Site.Us1), Does.Contain(10516));
            Assert.That(Ports(AgentVersion.V6, Site.Us1, new() { LogsOverTcp = false }), Does.Not.Contain(10516));
            Assert.That(Ports(AgentVersion.V7, Site.Eu1, new() { LogsOverTcp = true }), Does.Not.Contain(10516).And.Contain(443));
            Assert.That(Ports(AgentVersion.V6, Site.Us3), Does.Not.Contain(10516));
            Assert.That(
                () => Ports(AgentVersion.V7, Site.Us3, new() { LogsOverTcp = true }),
                Throws.TypeOf<AgentOptionsException>().With.Message.Contains("US3"));
            Assert.That(
                () => Ports(AgentVersion.V7, null, new() { LogsOverTcp = true }),
                Throws.TypeOf<AgentOptionsException>().With.Message.Contains("IpRangesReadOptions.Site"));
            Assert.That(
                () => Ports(AgentVersion.V5, Site.Us1, new() { LogsOverTcp = true }),
                Throws.TypeOf<AgentOptionsException>().With.Message.Contains("v5"));
        }
    }

    [Test]
    public void The_port_of_logs_over_TCP_is_the_one_of_the_site()
        => Assert.That(
            AgentVersion.V7.Ports.Where(port => port.Service == AgentService.LogsOverTcp).Select(port => (port.Site, (int?)port.Port)),
            Is.EquivalentTo(Site.Known.Where(site => site.LogsTcpPort is not null).Select(site => (site, site.LogsTcpPort))));

    [TestCaseSource(typeof(RealDocuments), nameof(RealDocuments.Versions))]
    public void A_section_that_was_added_later_can_be_missing_and_is_reported(int version)
    {
        var document = RealDocuments.Parse(version);
        var rules = RuleSet.ForAgent(AgentVersion.V7, document);
        var missing = new[] { Section.Orchestrator, Section.RemoteConfiguration }.Where(section => !document.TryGetSection(section, out _)).ToList();

        Assert.That(rules.EmptyLabels, Is.EqualTo(missing.Select(section => $"{section} (the document has no such section)")));
        Assert.That(
            rules.WithMergedLabels().Rules[0].Labels,
            Is.EqualTo(new[] { "agents", "api", "apm", "logs", "orchestrator", "process", "remote-configuration" }
                .Except(missing.Select(section => section.Name), StringComparer.Ordinal)));
        if (missing.Count > 0)
        {
            Assert.That(rules.ToNftables(), Does.Contain($"# Skipped, because it has no addresses: {missing[0]} (the document has no such section)\n"));
        }
    }

    [Test]
    public void A_section_that_every_document_has_must_be_there()
        => Assert.That(
            () => RuleSet.ForAgent(AgentVersion.V7, Document(Site.Us1, "agents", "logs")),
            Throws.TypeOf<SectionNotFoundException>().With.Message.Contains("no section 'api'"));

    [Test]
    public void Only_sections_of_the_version_are_allowed_on_443()
    {
        var document = IpRangesDocument.Parse(
            """
            {
              "agents": {"prefixes_ipv4": ["192.0.2.0/32"]},
              "apm": {"prefixes_ipv4": ["192.0.2.2/32"]},
              "process": {"prefixes_ipv4": ["192.0.2.4/32"]},
              "api": {"prefixes_ipv4": ["192.0.2.6/32"]},
              "logs": {"prefixes_ipv4": ["192.0.2.8/32"]},
              "global": {"prefixes_ipv4": ["203.0.113.0/24"]},
              "webhooks": {"prefixes_ipv4": ["203.0.113.0/24"]}
            }
            """);
        var remotes = AgentVersion.Known.ToDictionary(
            version => version.Key,
            version => RuleSet.ForAgent(version, document).WithMergedLabels().Rules[0].Remote.Addresses.CountPrefixes(),
            StringComparer.Ordinal);

        Assert.That((remotes["v5"], remotes["v6"], remotes["v7"]), Is.EqualTo((3, 5, 5)));
    }

    [Test]
    public void Services_that_need_configuration_are_off_by_default()
    {
        var told = new AgentOptions
        {
            NtpServers = Sets.Of("192.0.2.1/32"),
            Kubelet = Sets.Of("192.0.2.2/32"),
            Autoscaling = Sets.Of("192.0.2.3/32"),
            RemoteConfigurationTest = Remote.AnyIPv6,
        };
        var rules = RuleSet.ForAgent(AgentVersion.V7, RealDocuments.Sample, told).Rules;

        Assert.That(Egress(RuleSet.ForAgent(AgentVersion.V7, RealDocuments.Sample).Rules), Is.EqualTo(new[] { "tcp 443", "udp 123" }));
        Assert.That(Egress(rules), Is.EqualTo(new[] { "tcp 443", "tcp 8042", "tcp 8443", "tcp 10250, 10255", "udp 123" }));
        Assert.That(rules.Single(rule => rule.Labels is ["ntp"]).Remote, Is.EqualTo(Remote.Of(told.NtpServers.Addresses)));
        Assert.That(rules.Single(rule => rule.Labels is ["kubelet"]).Remote.Addresses, Is.EqualTo(told.Kubelet));
        Assert.That(Egress(RuleSet.ForAgent(AgentVersion.V7, RealDocuments.Sample, new() { NtpServers = null }).Rules), Is.EqualTo(new[] { "tcp 443" }));

        static IEnumerable<string> Egress(IEnumerable<Rule> rules)
            => rules.Where(rule => rule.Direction == Direction.Egress).Select(rule => rule.ToTrafficString()["egress ".Length..]);
    }

    [Test]
    public void An_empty_set_gives_no_rule_and_never_any()
    {
        var rules = RuleSet.ForAgent(AgentVersion.V7, RealDocuments.Sample, new() { NtpServers = AddressSet.Empty, Kubelet = AddressSet.Empty });

        Assert.That(rules.EmptyLabels, Is.EqualTo(new[] { "kubelet", "ntp" }));
        Assert.That(rules.ToNftables(), Does.Not.Contain("dport 123").And.Not.Contain("10250").And.Contain("Skipped, because it has no addresses: ntp"));
        Assert.That(() => AgentService.DogStatsD.OpenTo(AddressSet.Empty), Throws.ArgumentException);
    }

    [Test]
    public void An_opened_service_remains_open_to_the_host_and_the_others_remain_closed()
    {
        var options = new AgentOptions { Services = [AgentService.DogStatsD.OpenTo(Sets.Of("10.0.0.0/8")), AgentService.Gui] };
        var rules = RuleSet.ForAgent(AgentVersion.V7, RealDocuments.Sample, options).Rules;

        Assert.That(
            rules.Single(rule => rule.Protocol == Protocol.Udp && rule.Direction == Direction.Ingress).Remote.Addresses,
            Is.EqualTo(Loopback.Union(Sets.Of("10.0.0.0/8"))));
        Assert.That(
            rules.Where(rule => rule.Direction == Direction.Ingress && rule.Protocol == Protocol.Tcp).Select(rule => rule.Remote.Addresses),
            Is.All.EqualTo(Loopback));
        Assert.That(rules.Single(rule => rule.Labels is ["gui"]).Ports, Is.EqualTo(new PortRange[] { 5002 }));
    }

    [Test]
    public void Without_local_services_only_what_is_opened_is_inbound()
    {
        var none = RuleSet.ForAgent(AgentVersion.V7, RealDocuments.Sample, new() { LocalServices = false });
        var one = RuleSet.ForAgent(
            AgentVersion.V7,
            RealDocuments.Sample,
            new() { LocalServices = false, Services = [AgentService.ApmReceiver.OnPort(9126).OpenTo(Remote.Any)] });

        Assert.That(none.Rules.Select(rule => rule.Direction), Is.All.EqualTo(Direction.Egress));
        Assert.That(
            one.Rules.Single(rule => rule.Direction == Direction.Ingress).ToString(),
            Is.EqualTo("ingress tcp 9126 from any IPv4, any IPv6 (agent-v7 mid-2026: apm-receiver)"));
    }

    [Test]
    public void What_a_version_does_not_have_is_refused()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => V5(new() { Kubelet = Loopback }), Throws.TypeOf<AgentOptionsException>().With.Message.Contains("kubelet"));
            Assert.That(() => V5(new() { Autoscaling = Remote.Any }), Throws.TypeOf<AgentOptionsException>().With.Message.Contains("autoscaling"));
            Assert.That(
                () => V5(new() { Services = [AgentService.Gui] }),
                Throws.TypeOf<AgentOptionsException>()
                    .With.Message.Contains("its inbound services are dogstatsd, apm-receiver, forwarder, graphite"));
            Assert.That(
                () => V5(new() { Services = [AgentService.Ntp] }),
                Throws.TypeOf<AgentOptionsException>().With.Message.Contains("not have an inbound service 'ntp'"));
            Assert.That(
                () => V5(new() { Services = [AgentService.ProcessDebug.OnPort(1)] }),
                Throws.TypeOf<AgentOptionsException>().With.Message.Contains("6062"));
            Assert.That(
                () => V5(new() { Services = [AgentService.Graphite, AgentService.Graphite] }),
                Throws.TypeOf<AgentOptionsException>().With.Message.Contains("more than once"));
            Assert.That(() => AgentService.DogStatsD.OnPort(0), Throws.TypeOf<ArgumentOutOfRangeException>());
        }

        static RuleSet V5(AgentOptions options) => RuleSet.ForAgent(AgentVersion.V5, RealDocuments.Sample, options);
    }

    [Test]
    public void A_refusal_has_the_data_of_what_does_not_fit()
    {
        var fixedPort = Refusal(AgentVersion.V5, new() { Services = [AgentService.ProcessDebug.OnPort(1)] });
        var noIntake = Refusal(AgentVersion.V7, new() { LogsOverTcp = true }, Site.Us3);

        Assert.That(
            (fixedPort.Error, fixedPort.Version, fixedPort.Service, fixedPort.Port),
            Is.EqualTo((AgentOptionsError.PortNotConfigurable, AgentVersion.V5, AgentService.ProcessDebug, 6062)));
        Assert.That((noIntake.Error, noIntake.Service, noIntake.Site), Is.EqualTo((AgentOptionsError.NoLogsOverTcp, AgentService.LogsOverTcp, Site.Us3)));
        Assert.That(Refusal(AgentVersion.V5, new() { LogsOverTcp = true }).Error, Is.EqualTo(AgentOptionsError.NoLogs));
        Assert.That(Refusal(AgentVersion.V7, new() { LogsOverTcp = true }).Error, Is.EqualTo(AgentOptionsError.SiteUnknown));
        Assert.That(Refusal(AgentVersion.V5, new() { Autoscaling = Remote.Any }).Error, Is.EqualTo(AgentOptionsError.ServiceNotAvailable));
        Assert.That(Refusal(AgentVersion.V5, new() { Services = [AgentService.Gui] }).Error, Is.EqualTo(AgentOptionsError.NotInbound));
        Assert.That(
            Refusal(AgentVersion.V5, new() { Services = [AgentService.Graphite, AgentService.Graphite] }).Error,
            Is.EqualTo(AgentOptionsError.DuplicateService));
        Assert.That(
            () => RuleSet.ForAgent(AgentVersion.V7, RealDocuments.Sample, new() { Services = [AgentService.Gui, null!] }),
            Throws.ArgumentException.With.Message.Contains("Services[1] is null"));

        static AgentOptionsException Refusal(AgentVersion version, AgentOptions options, Site? site = null)
            => Assert.Throws<AgentOptionsException>(() => RuleSet.ForAgent(version, Document(site, "agents", "api", "apm", "logs", "process"), options))!;
    }

    [TestCase("v7", "v7")]
    [TestCase("7", "v7")]
    [TestCase("V6", "v6")]
    [TestCase("4", "v5")]
    public void Versions_have_names(string text, string key) => Assert.That(AgentVersion.Parse(text).Key, Is.EqualTo(key));

    [Test]
    public void Invalid_names_are_refused()
    {
        Assert.That(() => AgentVersion.Parse("8"), Throws.TypeOf<FormatException>().With.Message.Contains("v7, v6, v5"));
        Assert.That(AgentService.TryParse("DogStatsD", out var service) && service == AgentService.DogStatsD, Is.True);
        Assert.That(AgentService.TryParse("statsd", out _), Is.False);
        Assert.That(AgentService.Known.Select(one => one.Name), Is.Unique);
        Assert.That(AgentService.Known, Is.EquivalentTo(AgentVersion.Known.SelectMany(version => version.Ports).Select(port => port.Service).Distinct()));
    }

    private static IEnumerable<int> Ports(AgentVersion version, Site? site, AgentOptions? options = null)
        => RuleSet.ForAgent(version, Document(site, "agents", "api", "apm", "logs", "process"), options)
            .Rules.SelectMany(rule => rule.Ports)
            .Select(run => run.First);

    private static IpRangesDocument Document(Site? site, params string[] sections)
        => IpRangesDocument.Parse($$"""{{{string.Join(',', sections.Select(section => $$"""
            "{{section}}":{"prefixes_ipv4":["192.0.2.0/24"]}
            """))}}}""", new IpRangesReadOptions { Site = site, Origin = "test" });
}
