using System.Text.Json.Nodes;

namespace FirewallRules.Tests.Catalogs;

/// <summary>The tables as the vendor documents them, row for row in both directions.</summary>
public sealed class PrivateLinkFactsTests
{
    [Test]
    public void Sites_and_regions_are_those_of_the_documentation()
    {
        var facts = TestData.Facts("privatelink-sites");

        Assert.That(facts.Select(fact => SiteOf(fact!)), Is.EquivalentTo(Site.Known));
        foreach (var fact in facts)
        {
            var site = SiteOf(fact!);
            Assert.That(PrivateLink.Sites.Contains(site), Is.EqualTo((bool)fact!["supported"]!), site.Key);
            if (PrivateLink.Sites.Contains(site))
            {
                Assert.That(PrivateLink.ForAll(site).Region, Is.EqualTo((string)fact["awsRegion"]!));
                Assert.That((string?)fact["crossRegionLabel"] ?? $"({PrivateLink.ForAll(site).Region})", Does.EndWith($"({PrivateLink.ForAll(site).Region})"));
            }
        }
    }

    [Test]
    public void Every_product_of_every_site_has_its_row()
    {
        var facts = TestData.Facts("privatelink-products");

        Assert.That(facts, Has.Count.EqualTo(40));
        foreach (var fact in facts)
        {
            var service = PrivateLinkService.Parse((string)fact!["product"]!);
            var endpoint = PrivateLink.For(SiteOf(fact), service).Endpoints.Single();
            using (Assert.EnterMultipleScope())
            {
                Assert.That(service.Name, Is.EqualTo((string)fact["product"]!));
                Assert.That(service.HostAt(SiteOf(fact)), Is.EqualTo((string)fact["publicHost"]!));
                Assert.That(endpoint.ServiceName, Is.EqualTo((string)fact["serviceName"]!));
                Assert.That(endpoint.PrivateDnsName, Is.EqualTo((string)fact["privateDnsName"]!));
                Assert.That(endpoint.HostNames, Does.Contain((string?)fact["fromNewestPage"]?["matchedRecord"] ?? (string)fact["publicHost"]!));
                Assert.That(PrivateLinkEndpoint.Port, Is.EqualTo((PortRange)(int)fact["port"]!));
            }
        }
    }

    [Test]
    public void Every_record_has_a_row_and_every_row_a_record()
    {
        var records = TestData.Facts("privatelink-records")
            .Select(fact => (SiteOf(fact!), (string)fact!["record"]!, (string?)fact["anchor"] ?? (string)fact["record"]!, (string)fact["serviceName"]!));
        var parameters = TestData.Facts("privatelink-products")
            .Where(fact => SiteOf(fact!) == Site.Ap1)
            .Select(fact => (Site.Ap1, (string)fact!["publicHost"]!, (string)fact["privateDnsName"]!, (string)fact["serviceName"]!));

        var rows = from site in PrivateLink.Sites
                   from endpoint in PrivateLink.ForAll(site).Endpoints
                   from host in endpoint.HostNames
                   select (site, host, endpoint.PrivateDnsName, endpoint.ServiceName);

        Assert.That(rows, Is.EquivalentTo(records.Concat(parameters)));
    }

    [Test]
    public void What_other_sites_have_instead_is_known()
    {
        var facts = TestData.Facts("private-connectivity-other")
            .Select(fact => (Site: SiteOf(fact!), Kind: (string)fact!["kind"]!, Target: (string)fact["target"]!));

        foreach (var site in Site.Known.Except(PrivateLink.Sites))
        {
            var instead = PrivateLink.AlternativeOf(site);
            var fact = facts.FirstOrDefault(fact => fact.Site == site);
            Assert.That(
                instead,
                fact.Site is null
                    ? Is.Null
                    : Does.StartWith(fact.Kind == "gcp-psc" ? "Google Cloud Private Service Connect" : "Azure Private Link"),
                site.Key);
            Assert.That(fact.Target ?? "", Does.Contain(instead?.Split('(', ')')[1] ?? ""), "in that region");
        }
    }

    private static Site SiteOf(JsonNode fact) => Site.Parse((string)fact["site"]!);
}
