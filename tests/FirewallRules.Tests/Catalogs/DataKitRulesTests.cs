namespace FirewallRules.Tests.Catalogs;

/// <summary>The rules for DataKit inputs and a proxy.</summary>
public sealed class DataKitRulesTests
{
    private static readonly AddressSet From = Sets.Of("10.0.0.0/8");

    [Test]
    public void An_input_is_open_only_to_the_given_addresses()
        => Assert.That(
            RuleSet.ForDataKit(From, DataKitInput.StatsD, DataKitInput.OpenTelemetry.OnPort(4318), DataKitInput.Graphite).ToString(),
            Is.EqualTo(
                """
                ingress tcp 4318 from 10.0.0.0/8 (datakit 2025-10-30: opentelemetry)
                ingress tcp 9109 from 10.0.0.0/8 (datakit 2025-10-30: graphite)
                ingress udp 8125 from 10.0.0.0/8 (datakit 2025-10-30: statsd)
                ingress udp 9109 from 10.0.0.0/8 (datakit 2025-10-30: graphite)
                """.ReplaceLineEndings("\n")));

    [Test]
    public void Any_is_explicit_and_an_empty_set_stays_empty()
    {
        Assert.That(RuleSet.ForDataKit(Remote.Any, DataKitInput.StatsD).Rules.Single().Remote, Is.EqualTo(Remote.Any));
        Assert.That(() => RuleSet.ForDataKit(AddressSet.AllIPv4, DataKitInput.StatsD), Throws.TypeOf<EntireAddressSpaceException>());
        Assert.That(RuleSet.ForDataKit(AddressSet.Empty, DataKitInput.StatsD).EmptyLabels, Is.EqualTo(new[] { "statsd" }));
        Assert.That(
            RuleSet.ForDataKit(AddressSet.Empty, DataKitInput.StatsD).ToNftables(),
            Does.Not.Contain("8125 accept").And.Contain("no addresses: statsd"));
    }

    [Test]
    public void An_invalid_selection_is_refused()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => RuleSet.ForDataKit(From), Throws.ArgumentException);
            Assert.That(
                () => RuleSet.ForDataKit(From, DataKitInput.StatsD, DataKitInput.StatsD.OnPort(9125)),
                Throws.ArgumentException.With.Message.Contains("more than once"));
            Assert.That(() => RuleSet.ForDataKit(From, DataKitInput.StatsD, null!), Throws.ArgumentException.With.Message.Contains("inputs[1] is null"));
            Assert.That(() => DataKitInput.StatsD.OnPort(0), Throws.TypeOf<ArgumentOutOfRangeException>());
            Assert.That(() => DataKitInput.StatsD.OnPort(65536), Throws.TypeOf<ArgumentOutOfRangeException>());
            Assert.That(() => RuleSet.ForProxy(From, default), Throws.ArgumentException);
        }
    }

    [Test]
    public void Inputs_have_names_that_differ()
    {
        Assert.That(DataKitInput.Known.Select(input => input.Name), Is.Unique.And.All.Match("^[a-z0-9-]+$"));
        Assert.That(DataKitInput.TryParse("STATSD", out var input) && input == DataKitInput.StatsD, Is.True);
        Assert.That(DataKitInput.TryParse("", out _), Is.False);
    }

    [Test]
    public void A_proxy_is_all_that_its_host_may_reach()
    {
        var rules = RuleSet.ForProxy(Sets.Of("10.1.2.0/28"), 3128);

        Assert.That(rules.ToString(), Is.EqualTo("egress tcp 3128 to 10.1.2.0/28 (proxy)"));
        Assert.That(rules.Catalogs, Is.Empty);
    }
}
