using FirewallRules.Emitters;
using FirewallRules.Emitters.Nftables;
using FirewallRules.IpRanges;
using FirewallRules.Networks;

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
}
