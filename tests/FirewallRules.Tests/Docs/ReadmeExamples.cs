using Microsoft.Extensions.DependencyInjection;

namespace FirewallRules.Tests.Docs;

/// <summary>The C# examples of the README, to the letter: <see cref="ReadmeTests"/> compares the bodies and runs them.</summary>
internal static class ReadmeExamples
{
    public static void FirstSentence()
    {
        Console.Write(RuleSet.For(Section.Logs).ToIptables());
    }

    public static void Sections()
    {
        var rules = RuleSet.For(Section.Agents, Section.Apm, Section.Logs);
        Console.WriteLine(rules);
    }

    public static void OwnDocument(string json)
    {
        var document = IpRangesDocument.Parse(json, new IpRangesReadOptions { Site = Site.Eu1, Origin = "mirror" });
        var proxy = Rule.Egress(AddressSet.Parse("10.1.2.0/28"), Protocol.Tcp, 3128, "my proxy");
        var rules = RuleSet.For(document, Section.Logs, Section.Webhooks.OnPort(8443)).Combine(RuleSet.Of(proxy));
        Console.WriteLine(rules);
    }

    public static void Options()
    {
        var options = new NftablesOptions { Mode = NftablesMode.Table, DefaultDeny = new DefaultDeny { AllowDns = true } };
        RuleSet.For(Section.Agents, Section.Logs).ToNftables(Console.Out, options);
    }

    public static void Addresses()
    {
        var set = AddressSet.Parse("10.0.0.0/25\n10.0.0.128/25\n2001:db8::1 - 2001:db8::6");
        Console.WriteLine(set.Except(AddressSet.Parse("10.0.0.5")).PrefixCount);
        Console.WriteLine(set);
        Console.WriteLine(AddressSet.Empty.Complement().AddressCount);
    }

    public static void Cover()
    {
        var set = AddressSet.Parse("44.0.0.0\n44.0.0.2\n44.0.0.7");
        var cover = set.CoverWith(2, new CoverOptions { MinIPv4Length = 24 });
        Console.WriteLine($"{cover.Addresses} adds {cover.Added}");
        Console.WriteLine($"{cover.OneMore?.Added} with one more; {set.LeastPrefixes(CoverOptions.Default)} is the least");
    }

    public static async Task Client(Uri mirror)
    {
        using var http = new HttpClient(IpRangesClient.CreateHandler());
        var client = new IpRangesClient(http, new IpRangesClientOptions { Site = Site.Eu1, BaseAddress = mirror });
        var document = await client.GetAsync();
        Console.WriteLine(RuleSet.For(document, Section.Logs, Section.Webhooks));
    }

    public static void Host(IServiceCollection services)
    {
        services.AddDatadogIpRanges(o => o.CacheFolder = IpRangesClientOptions.DefaultCacheFolder);
        services.AddDatadogIpRangesWatcher(async (_, update, stop) =>
            await File.WriteAllTextAsync("/etc/nftables.d/datadog.nft", RuleSet.For(update.New, Section.Logs).ToNftables(), stop));
    }

    public static void Diff(string json)
    {
        var old = IpRangesDocument.Parse(json);
        var updated = IpRangesDocument.Parse(json.Replace("version\":7", "version\":8").Replace("198.51.100.7/32", "198.51.100.6/31"));
        Console.Write(IpRangesDiff.Between(old, updated));
    }

    public static void Agent()
    {
        var options = new AgentOptions { Services = [AgentService.DogStatsD.OpenTo(AddressSet.Parse("10.0.0.0/8"))] };
        Console.WriteLine(RuleSet.ForAgent(AgentVersion.V7, IpRangesSnapshot.Us1, options).Rules.Count);
        Console.WriteLine(RuleSet.ForProxy(AddressSet.Parse("10.1.2.0/28"), 3128));
    }

    public static void Endpoints()
    {
        var link = PrivateLink.For(Site.Us1, PrivateLinkService.Metrics, PrivateLinkService.Traces);
        Console.Write(link.ToTerraform(new PrivateLinkOptions { VpcPrefixes = AddressSet.Parse("10.0.0.0/16") }));
    }
}
