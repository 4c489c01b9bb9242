namespace FirewallRules.Tests.Catalogs;

public sealed class PrivateLinkTests
{
    [Test]
    public void Services_that_share_an_endpoint_use_one()
    {
        var link = PrivateLink.For(Site.Ap2, PrivateLinkService.LogsUser, PrivateLinkService.Metrics, PrivateLinkService.LogsAgent, PrivateLinkService.Metrics);

        Assert.That(
            link.Endpoints.Select(endpoint => endpoint.PrivateDnsName),
            Is.EqualTo(["beige.intake.ap2.datadoghq.com", "gold.intake.ap2.datadoghq.com"]));
        Assert.That(link.Services, Is.EqualTo([PrivateLinkService.LogsAgent, PrivateLinkService.LogsUser, PrivateLinkService.Metrics]));
        Assert.That(link.ToString(), Is.EqualTo("ap2: logs-agent, logs-user, metrics"));
    }

    [Test]
    public void All_selects_every_endpoint_of_the_site_once()
    {
        foreach (var site in PrivateLink.Sites)
        {
            var link = PrivateLink.ForAll(site);
            var endpoints = link.Endpoints;

            using (Assert.EnterMultipleScope())
            {
                Assert.That(endpoints.Select(endpoint => endpoint.ServiceName), Is.Unique);
                Assert.That(endpoints.Select(endpoint => endpoint.PrivateDnsName), Is.Unique);
                Assert.That(endpoints.SelectMany(endpoint => endpoint.HostNames), Is.Unique);
                Assert.That(endpoints.SelectMany(endpoint => endpoint.Services), Is.Unique.And.EquivalentTo(link.Services));
                Assert.That(
                    endpoints.Select(endpoint => endpoint.ServiceName),
                    Has.All.Match($@"^com\.amazonaws\.vpce\.{link.Region}\.vpce-svc-0[0-9a-f]{{16}}$"));
                Assert.That(
                    endpoints.SelectMany(endpoint => endpoint.HostNames).Append(endpoints[0].PrivateDnsName),
                    Has.All.Match(@"^(?:\*\.)?[a-z0-9][a-z0-9.-]+\.com$"));
                Assert.That(endpoints.Select(endpoint => endpoint.Source), Has.All.Contain("Datadog documentation"));
                Assert.That(link.Services.Take(10), Is.EqualTo(PrivateLinkService.Known.Take(10)), "the ten of the guide are everywhere");
            }

            foreach (var service in link.Services)
            {
                var host = service.HostAt(site);
                var wildcard = "*" + host[host.IndexOf('.')..];
                Assert.That(PrivateLink.For(site, service).Endpoints.Single().HostNames, Does.Contain(host).Or.Contain(wildcard));
            }
        }
    }

    [TestCase("us3", "Site us3 does not offer AWS PrivateLink. It offers Azure Private Link (westus2) instead. Sites that do: us1, ap1, ap2, uk1.")]
    [TestCase("us5", "It offers Google Cloud Private Service Connect (us-central1) instead")]
    [TestCase("eu1", "It offers Google Cloud Private Service Connect (europe-west3) instead")]
    [TestCase("us1-fed", "No alternative is known.")]
    [TestCase("us2-fed", "No alternative is known.")]
    public void A_site_without_PrivateLink_is_refused_with_its_alternative(string site, string part)
    {
        Assert.That(() => PrivateLink.For(Site.Parse(site), PrivateLinkService.Metrics), Throws.TypeOf<NotSupportedException>().With.Message.Contains(part));
        Assert.That(() => PrivateLink.ForAll(Site.Parse(site)), Throws.TypeOf<NotSupportedException>().With.Message.Contains(part));
    }

    [Test]
    public void A_service_missing_at_the_site_is_refused_with_the_sites_that_have_it()
        => Assert.That(
            () => PrivateLink.For(Site.Us1, PrivateLinkService.GcpLogs),
            Throws.ArgumentException.With.Message.Contains("Site us1 does not offer 'gcp-logs' over PrivateLink. Sites that do: ap2, uk1."));

    [Test]
    public void No_service_is_refused() => Assert.That(() => PrivateLink.For(Site.Us1), Throws.ArgumentException);

    [TestCase("Database Monitoring", "database-monitoring")]
    [TestCase("DBM", "database-monitoring")]
    [TestCase("remote-config", "remote-configuration")]
    [TestCase("orchestrator", "containers")]
    [TestCase("APM", "traces")]
    public void Services_are_known_by_other_names(string text, string key) => Assert.That(PrivateLinkService.Parse(text).Key, Is.EqualTo(key));

    [Test]
    public void An_unknown_service_is_refused_without_its_control_characters()
        => Assert.That(
            () => PrivateLinkService.Parse("x\u001b[31m"),
            Throws.TypeOf<FormatException>().With.Message.StartsWith("'x?[31m' is not a service of PrivateLink. Services: logs-agent, "));

    [Test]
    public void Keys_and_names_are_unique()
    {
        Assert.That(PrivateLinkService.Known.Select(service => service.Key), Is.Unique.And.All.Match("^[a-z][a-z-]+$"));
        Assert.That(PrivateLinkService.Known.Select(service => service.Name), Is.Unique);
    }

    [Test]
    public void With_PrivateLink_the_Agent_needs_only_its_VPC()
    {
        var rules = RuleSet.ForPrivateLink(Sets.Of("10.0.0.0/16", "100.64.0.0/16"));

        Assert.That(rules.ToString(), Is.EqualTo("egress tcp 443 to 10.0.0.0/16, 100.64.0.0/16 (Datadog over PrivateLink)"));
        Assert.That(() => RuleSet.ForPrivateLink(AddressSet.Empty), Throws.ArgumentException);
        Assert.That(
            () => RuleSet.ForPrivateLink(Sets.Of("10.0.0.0/7")),
            Throws.TypeOf<PrefixTooWideException>().With.Message.Contains("10.0.0.0/7 is wider than /8"));
    }
}
