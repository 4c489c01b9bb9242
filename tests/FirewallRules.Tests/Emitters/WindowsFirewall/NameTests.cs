using FirewallRules.Tests.Emitters.Readers;

namespace FirewallRules.Tests.Emitters.WindowsFirewall;

/// <summary>A rule has the same name if and only if it has the same content.</summary>
public sealed class NameTests
{
    private static readonly Rule Plain = Rule.Egress(Sets.Of("192.0.2.0/24"), Protocol.Tcp, 443, "one");

    private static IEnumerable<TestCaseData> Others()
    {
        yield return Other("address", Rule.Egress(Sets.Of("192.0.2.0/25"), Protocol.Tcp, 443, "one"));
        yield return Other("family", Rule.Egress(Sets.Of("192.0.2.0/24", "2001:db8::/32"), Protocol.Tcp, 443, "one"));
        yield return Other("any", Rule.Egress(Remote.Any, Protocol.Tcp, 443, "one"));
        yield return Other("port", Rule.Egress(Sets.Of("192.0.2.0/24"), Protocol.Tcp, 444, "one"));
        yield return Other("ports", Rule.Egress(Sets.Of("192.0.2.0/24"), Protocol.Tcp, [443, 445], "one"));
        yield return Other("protocol", Rule.Egress(Sets.Of("192.0.2.0/24"), Protocol.Udp, 443, "one"));
        yield return Other("direction", Rule.Ingress(Sets.Of("192.0.2.0/24"), Protocol.Tcp, 443, "one"));
        yield return Other("label", Rule.Egress(Sets.Of("192.0.2.0/24"), Protocol.Tcp, 443, "two"));
    }

    [Test]
    public void Are_unchanged()
        => Assert.That(Name(Plain), Is.EqualTo("datadog-one-4dfbe7ae0df5ecf3"), "another name would replace every rule of every host");

    [TestCaseSource(nameof(Others))]
    public void Change_with_the_content(Rule other) => Assert.That(Name(other), Is.Not.EqualTo(Name(Plain)));

    [Test]
    public void Change_with_the_group_because_a_store_takes_each_once()
        => Assert.That(Name(Plain, new() { Group = "another" }), Is.Not.EqualTo(Name(Plain)));

    [Test]
    public void Start_with_the_name_prefix() => Assert.That(Name(Plain, new() { NamePrefix = "our-own" }), Does.StartWith("our-own-one-"));

    [Test]
    public void Do_not_change_with_the_version_of_the_document()
    {
        var (old, now) = (Versioned(1), Versioned(2));
        var (before, after) = (Plan(old).Single(), Plan(now).Single());
        using (Assert.EnterMultipleScope())
        {
            Assert.That(after.Name, Is.EqualTo(before.Name));
            Assert.That(after.Description, Is.Not.EqualTo(before.Description), "where the addresses come from is said anew");
        }
    }

    [Test]
    public void Fit_the_platform_for_every_label()
    {
        var options = new WindowsFirewallOptions { NamePrefix = "abcdefghijklmnop", Group = new string('g', 64) };
        foreach (var label in new[] { new string('x', 300), "a|b", "All", "*", "\u2019", "Logs (new)" })
        {
            var planned = Plan(RuleSet.Of(Rule.Egress(Sets.Of("192.0.2.0/24"), Protocol.Tcp, 443, label)), options).Single();
            Assert.That(planned.Name, Does.Match("^[a-z0-9-]{1,100}$"), label);
            Assert.That(planned.DisplayName, Does.Match("^[a-z0-9 -]{1,100}$").And.Not.EqualTo("all"), label);
        }
    }

    [TestCase("")]
    [TestCase(" a")]
    [TestCase("a ")]
    [TestCase("-a")]
    [TestCase("all")]
    [TestCase("ALL")]
    [TestCase("a*")]
    [TestCase("a?")]
    [TestCase("[a]")]
    [TestCase("a|b")]
    [TestCase("@a")]
    [TestCase("a'b")]
    [TestCase("a\u2019b")]
    [TestCase("a\"b")]
    [TestCase("a`b")]
    [TestCase("a$b")]
    [TestCase("a\nb")]
    [TestCase("a (new)")]
    [TestCase("l\u00f6gs")]
    [TestCase("12345678901234567890123456789012345678901234567890123456789012345")]
    public void Groups_of_another_alphabet_are_refused(string group)
        => Assert.That(() => new WindowsFirewallOptions { Group = group }, Throws.ArgumentException.With.Message.Contains("1 to 64 ASCII letters"));

    [TestCase("a_b")]
    [TestCase("A")]
    [TestCase("")]
    [TestCase("abcdefghijklmnopq")]
    public void Prefixes_of_another_alphabet_are_refused(string prefix)
        => Assert.That(() => new WindowsFirewallOptions { NamePrefix = prefix }, Throws.ArgumentException.With.Message.Contains("1 to 16 lower-case letters"));

    private static RuleSet Versioned(int version) => RuleSet.For(
        IpRangesDocument.Parse(
            $$$"""{"version":{{{version}}},"logs":{"prefixes_ipv4":["192.0.2.0/24"]}}""", new IpRangesReadOptions { Site = Site.Us1 }),
        Section.Logs);

    private static string Name(Rule rule, WindowsFirewallOptions? options = null) => Plan(RuleSet.Of(rule), options).Single().Name;

    private static IReadOnlyList<PlannedRule> Plan(RuleSet rules, WindowsFirewallOptions? options = null)
        => PowerShellReader.Plan(rules.ToWindowsFirewall(options), out _, out _);

    private static TestCaseData Other(string name, Rule rule) => new TestCaseData(rule).SetArgDisplayNames(name);
}
