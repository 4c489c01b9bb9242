using FirewallRules.Catalogs;

namespace FirewallRules.Tests.Catalogs;

/// <summary>The older text of the vendor's guide: each row of its tables is a service.</summary>
public sealed class PrivateLinkGuideTests
{
    // The names of the parameters, for the services that go by another name in them.
    private static readonly Dictionary<string, PrivateLinkService> s_parameters = new(StringComparer.Ordinal)
    {
        ["logs_agent"] = PrivateLinkService.LogsAgent,
        ["logs_user"] = PrivateLinkService.LogsUser,
        ["dbm"] = PrivateLinkService.DatabaseMonitoring,
        ["remote_config"] = PrivateLinkService.RemoteConfiguration,
    };

    [Test]
    public void Every_row_of_its_four_tables_is_a_service()
    {
        var rows = TestData.Facts("privatelink-guide")
            .Select(row => (
                Table: (int)row!["table"]!, Product: (string)row["product"]!, Parameter: (string)row["parameter"]!,
                Host: (string?)row["host"]))
            .ToList();

        Assert.That(rows.GroupBy(row => row.Table).Select(table => table.Count()), Is.EqualTo(new[] { 10, 10, 10, 10 }));
        foreach (var row in rows)
        {
            var service = PrivateLinkService.Parse(row.Product);
            Assert.That(s_parameters.GetValueOrDefault(row.Parameter) ?? PrivateLinkService.Parse(row.Parameter), Is.EqualTo(service));
            if (row.Host is not null)
            {
                foreach (var site in PrivateLink.Sites)
                {
                    Assert.That(service.HostAt(site), Is.EqualTo(row.Host + "." + site.Domain));
                }
            }
        }

        Assert.That(
            rows.Select(row => row.Product).Distinct(StringComparer.Ordinal),
            Is.EqualTo(PrivateLinkService.Known.Take(10).Select(service => service.Name)),
            "in that order");
        Assert.That(rows.Count(row => row.Host is not null), Is.EqualTo(28), "two tables name all hosts, one leaves two to parameters, one names none");
    }

    [Test]
    public void Its_sites_are_ours_except_for_the_listed_differences()
    {
        var guide = TestData.Facts("privatelink-guide-sites")
            .ToLookup(row => (bool)row!["supported"]!, row => row!["sites"]!.AsArray().Select(site => Site.Parse((string)site!)));
        var younger = PrivateLinkDifference.All.Where(difference => difference.Service is null).Select(difference => difference.Site);

        Assert.That(PrivateLink.Sites.Except(younger), Is.EquivalentTo(guide[true].Single()));
        Assert.That(Site.Known.Except(PrivateLink.Sites).Except(younger), Is.EquivalentTo(guide[false].Single()));
    }
}
