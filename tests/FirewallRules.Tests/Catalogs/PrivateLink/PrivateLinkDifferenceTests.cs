using FirewallRules.Catalogs;

namespace FirewallRules.Tests.Catalogs;

/// <summary>Where the vendor's pages differ, the newer one is used, and each difference is listed with its reason.</summary>
public sealed class PrivateLinkDifferenceTests
{
    [Test]
    public void They_are_these()
        => Assert.That(
            PrivateLinkDifference.All.Select(
                difference => $"{difference.Site} {difference.Service?.Key ?? "-"}: {difference.OlderValue} -> {difference.Value}"),
            Is.EqualTo(
            [
                "ap2 -: not listed -> supported in ap-southeast-2",
                "uk1 -: not listed -> supported in eu-west-2",
                "us2-fed -: not listed -> not supported",
                "us1 api: vpce-svc-064ea718f8d0ead77 as api.datadoghq.com -> vpce-svc-07895350fd0109264 as orchid.intake.datadoghq.com",
                "us1 traces: vpce-svc-0355bb1880dfa09c2 as trace.agent.datadoghq.com -> vpce-svc-0ee865cd1c0a7ba32 as lime.intake.datadoghq.com",
                "ap2 metrics: vpce-svc-0c26ca335d93a68b5 as beige.intake.ap2.datadoghq.com -> vpce-svc-06a30d6a016b746ff as beige.intake.ap2.datadoghq.com",
            ]));

    [Test]
    public void Each_has_a_reason() => Assert.That(PrivateLinkDifference.All.Select(difference => difference.Reason), Has.All.Not.Empty);

    [Test]
    public void Every_disagreement_of_the_collected_facts_is_listed()
    {
        var disagreements = TestData.Facts("privatelink-products")
            .Where(fact => (bool?)fact!["sourcesAgree"] == false)
            .Select(fact => (
                Site.Parse((string)fact!["site"]!),
                PrivateLinkService.Parse((string)fact["product"]!),
                $"{Id(fact["fromRegionsConfig"]!["serviceName"])} as {(string)fact["fromRegionsConfig"]!["privateDnsName"]!}",
                $"{Id(fact["fromNewestPage"]!["serviceName"])} as {(string)fact["fromNewestPage"]!["anchor"]!}"));

        var listed = PrivateLinkDifference.All.Where(difference => difference.Service is not null)
            .Select(difference => (difference.Site, difference.Service!, difference.OlderValue, difference.Value));

        Assert.That(listed, Is.EquivalentTo(disagreements));

        static string Id(System.Text.Json.Nodes.JsonNode? name) => ((string)name!).Split('.')[^1];
    }

    [Test]
    public void The_tables_contain_the_newer_values()
    {
        foreach (var difference in PrivateLinkDifference.All.Where(difference => difference.Service is not null))
        {
            var endpoint = PrivateLink.For(difference.Site, difference.Service!).Endpoints.Single();
            Assert.That($"{endpoint.ServiceName.Split('.')[^1]} as {endpoint.PrivateDnsName}", Is.EqualTo(difference.Value));
        }
    }
}
