using System.Text;
using System.Text.RegularExpressions;
using FirewallRules.Catalogs;

namespace FirewallRules.Tests.PrivateLinks;

/// <summary>The older text of the vendor's guide, kept beside the checkout: each row of its tables has its row here.</summary>
public sealed partial class PrivateLinkGuideTests
{
    // The names of the parameters, for the services that go by another name in them.
    private static readonly Dictionary<string, PrivateLinkService> s_parameters = new(StringComparer.Ordinal)
    {
        ["logs_agent"] = PrivateLinkService.LogsAgent,
        ["logs_user"] = PrivateLinkService.LogsUser,
        ["dbm"] = PrivateLinkService.DatabaseMonitoring,
        ["remote_config"] = PrivateLinkService.RemoteConfiguration,
    };

    private static string Guide => Encoding.UTF8.GetString(SharedData.Read("..", "seeds", "002_bb0763e7b9d0c6ab.txt"));

    [Test]
    public void Every_row_of_its_four_tables_is_a_service()
    {
        var rows = Row().Matches(Guide);

        Assert.That(rows, Has.Count.EqualTo(40), "four tables of ten");
        foreach (Match row in rows)
        {
            var service = PrivateLinkService.Parse(row.Groups["product"].Value);
            var parameter = row.Groups["parameter"].Value;
            Assert.That(s_parameters.GetValueOrDefault(parameter) ?? PrivateLinkService.Parse(parameter), Is.EqualTo(service));
            if (row.Groups["host"].Success)
            {
                foreach (var site in PrivateLink.Sites)
                {
                    Assert.That(service.HostAt(site), Is.EqualTo(row.Groups["host"].Value + "." + site.Domain));
                }
            }
        }

        Assert.That(rows.Select(row => row.Groups["product"].Value).Distinct(StringComparer.Ordinal), Is.EqualTo(PrivateLinkService.Known.Take(10).Select(service => service.Name)), "in that order");
        Assert.That(rows.Count(row => row.Groups["host"].Success), Is.EqualTo(28), "two tables name all hosts, one leaves two to parameters, one names none");
    }

    [Test]
    public void Its_sites_are_ours_but_for_those_that_are_listed_as_different()
    {
        var regions = Region().Matches(Guide).Select(match => match.Groups["sites"].Value.Split(',').Select(Site.Parse).ToList()).ToList();
        var younger = PrivateLinkDifference.All.Where(difference => difference.Service is null).Select(difference => difference.Site);

        Assert.That(PrivateLink.Sites.Except(younger), Is.EquivalentTo(regions[1]));
        Assert.That(Site.Known.Except(PrivateLink.Sites).Except(younger), Is.EquivalentTo(regions[0]));
    }

    [GeneratedRegex(@"^\s*\| (?<product>\S[^|]*?)\s*\| \{\{< region-param key=""aws_private_link_(?<parameter>\w+)_service_name"" code=""true"" >\}\}\s*\|(?: (?:<code>(?<host>[\w.-]+)\.\{\{< region-param key=""dd_site"" >\}\}</code>|\{\{<[^>]*>\}\})\s*\|)?$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 5_000)]
    private static partial Regex Row();

    [GeneratedRegex(@"\{\{% site-region region=""(?<sites>[\w,]+)"" %\}\}", RegexOptions.ExplicitCapture, 5_000)]
    private static partial Regex Region();
}
