namespace FirewallRules.Tests.Emitters.Aws;

/// <summary>Configures the Agent to send logs over HTTPS only where the guide requires it.</summary>
public sealed class PrivateLinkAgentSettingsTests
{
    private const string Variable = "DD_LOGS_CONFIG_FORCE_USE_HTTP=true\n";

    [TestCase("6.18", true)]
    [TestCase("6.18.9", true)]
    [TestCase("6.19", false)]
    [TestCase("6.19.0", false)]
    [TestCase("7.18.1", true)]
    [TestCase("7.19", false)]
    [TestCase("7.60.0", false)]
    [TestCase("5.32", true)]
    [TestCase("8.0", false)]
    public void In_one_VPC_only_an_old_Agent_needs_it(string version, bool needed)
    {
        foreach (var topology in new[] { PrivateLinkTopology.SameRegion, PrivateLinkTopology.CrossRegion })
        {
            var options = new PrivateLinkOptions { Topology = topology, AgentVersion = Version.Parse(version) };
            Assert.That(Settings(Logs.ToEnvironment(options)), Is.EqualTo(needed ? Variable : ""));
            Assert.That(Settings(Logs.ToDatadogYaml(options)), Is.EqualTo(needed ? "logs_config:\n  force_use_http: true\n" : ""));
        }
    }

    [Test]
    public void With_peering_every_Agent_gets_it()
        => Assert.That(
            Settings(Logs.ToEnvironment(
                new PrivateLinkOptions { Topology = PrivateLinkTopology.Peering, AgentVersion = new Version(7, 60) })),
            Is.EqualTo(Variable));

    [Test]
    public void For_an_unknown_version_it_is_commented_out()
    {
        Assert.That(Settings(Logs.ToEnvironment()), Is.Empty);
        Assert.That(Logs.ToEnvironment(), Does.EndWith("\n# " + Variable));
        Assert.That(Logs.ToDatadogYaml(), Does.EndWith("\n# logs_config:\n#   force_use_http: true\n"));
    }

    [Test]
    public void Without_logs_there_is_nothing_to_set()
    {
        var link = PrivateLink.For(Site.Us1, PrivateLinkService.LogsUser, PrivateLinkService.Metrics);
        var options = new PrivateLinkOptions { Topology = PrivateLinkTopology.Peering, AgentVersion = new Version(7, 1) };

        Assert.That(Settings(link.ToEnvironment(options)), Is.Empty);
        Assert.That(link.ToEnvironment(options), Does.Contain("logs-agent is not one of the services"));
    }

    [Test]
    public void The_endpoint_for_Secrets_Manager_is_documented()
        => Assert.That(Logs.ToDatadogYaml(), Does.Contain("DD_API_KEY_SECRET_ARN").And.Contain("Secrets Manager"));

    private static PrivateLink Logs { get; } = PrivateLink.For(Site.Us1, PrivateLinkService.LogsAgent);

    private static string Settings(string text) => string.Concat(text.Split('\n').Where(line => line.Length > 0 && line[0] != '#').Select(line => line + "\n"));
}
