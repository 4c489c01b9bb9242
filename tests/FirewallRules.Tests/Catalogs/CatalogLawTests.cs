using System.Globalization;
using FirewallRules.Tests.Emitters;
using FirewallRules.Tests.Emitters.Readers;
using FirewallRules.Tests.IpRanges;

namespace FirewallRules.Tests.Catalogs;

/// <summary>Rules of the catalogues are ordinary rules: every emitter writes them, and what it writes means the same.</summary>
[TestFixtureSource(typeof(EmitterCases), nameof(EmitterCases.All))]
public sealed class CatalogLawTests(EmitterCase one)
{
    [Test]
    public void Allows_what_was_requested() => Each.Of(CatalogSamples.All, sample => sample.Name, sample => Allows_what_was_requested(sample.Rules));

    private void Allows_what_was_requested(RuleSet rules)
    {
        if (MeaningTests.Cases.All(other => other.Name != one.Name) || Refuses(rules) is not null)
        {
            // It allows nothing by itself, or its reader or its platform does not support these rules.
            return;
        }

        var output = rules.Emit(one.Emitter);
        var expected = LoopbackAddresses.SeenBy(one.Emitter, rules);
        var allowed = one.Emitter.Name switch
        {
            "iptables-restore" => Allowed.By(expected).Only(IpFamily.IPv4),
            "ip6tables-restore" => Allowed.By(expected).Only(IpFamily.IPv6),
            _ => Allowed.By(expected),
        };
        Assert.That(OutputReader.Read(one.Emitter.Name, output).DifferenceFrom(allowed), Is.Null, output);
    }

    [Test]
    public void Is_the_same_every_time_in_plain_text_that_says_catalogue_and_date()
        => Each.Of(CatalogSamples.All, sample => sample.Name, sample => Is_the_same_every_time_in_plain_text_that_says_catalogue_and_date(sample.Rules));

    private void Is_the_same_every_time_in_plain_text_that_says_catalogue_and_date(RuleSet rules)
    {
        if (Refuses(rules) is { } why)
        {
            Assert.That(why, Does.Contain("Windows does not support any IPv6").Or.Contain("would block all incoming traffic").Or.Contain("prefix list")
                .Or.Contain("A list of lines cannot express any"));
            return;
        }

        var expected = rules.Emit(one.Emitter);
        var culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = Cultures.Strange;
            Assert.That(RuleSet.Of([.. rules.ByLabels.Reverse()]).Emit(one.Emitter), Is.EqualTo(expected));
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }

        Assert.That(expected, Does.Match("\\A[\\n\\t\\x20-\\x7e]*\\n\\z"));
        foreach (var catalog in rules.Catalogs.Where(_ => one.Emitter.Name != "lines"))
        {
            Assert.That(expected, Does.Contain(one.Emitter is PlainListEmitter ? catalog.ToShortString() : $"Ports: {catalog}"));
        }
    }

    [Test]
    public void Loopback_is_rendered_or_left_out_with_a_reason()
    {
        if (Refuses(CatalogSamples.AgentV7) is not null)
        {
            Assert.Pass();
        }

        var output = CatalogSamples.AgentV7.Emit(one.Emitter);
        const string Skipped = "ingress udp 8125 from 127.0.0.1/32, ::1/128 (dogstatsd)";
        var reason = one.Emitter switch
        {
            WindowsFirewallEmitter => $"Skipped, because Windows does not filter loopback traffic: {Skipped}",
            AwsSecurityGroupEmitter => $"Skipped, because a security group does not see loopback traffic: {Skipped}",
            PlainListEmitter => one.Emitter.Name == "csv" ? "ingress,udp,8125,ipv4,127.0.0.1/32,\"dogstatsd\"" : "\"prefix\": \"127.0.0.1/32\"",
            AzureNsgEmitter => $"Skipped, because an NSG does not see loopback traffic: {Skipped}",
            _ => "Allows ingress udp 8125 (1 IPv4 prefix, 1 IPv6 prefix): dogstatsd",
        };

        Assert.That(output, Does.Contain(reason));
        if (LoopbackAddresses.AreLeftOutBy(one.Emitter))
        {
            Assert.That(output.Split('\n').Where(line => line.Contains("127.0.0.1", StringComparison.Ordinal)), Is.All.Contain("Skipped"));
        }
    }

    [Test]
    public void No_output_names_the_link_local_address_that_is_loopback_on_other_systems()
    {
        var agents = new[] { AgentVersion.V6, AgentVersion.V5 }.Select(version => RuleSet.ForAgent(version, RealDocuments.Sample));
        foreach (var rules in agents.Where(rules => Refuses(rules) is null))
        {
            Assert.That(rules.Emit(one.Emitter), Does.Not.Contain("fe80::1"));
        }
    }

    private string? Refuses(RuleSet rules)
    {
        try
        {
            rules.Emit(one.Emitter, TextWriter.Null);
            return null;
        }
        catch (EmitterException e)
        {
            return e.Message;
        }
    }
}
