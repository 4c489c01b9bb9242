using FirewallRules.Cli;

namespace FirewallRules.Tests.Cli.Output;

/// <summary>A set of a firewall that would be empty is written only on request.</summary>
public class FirewallSetTests
{
    [Test]
    public void An_empty_set_is_refused_unless_it_is_allowed([Values("nftables", "ipset")] string format)
    {
        var refused = CliRun.Of($"aggregate --format {format}", "# nothing\n");
        var allowed = CliRun.Of($"aggregate --format {format} --allow-empty", "# nothing\n");

        Assert.That(refused.Refused(ExitCode.Limit), Does.Contain("The result has no addresses").And.Contain("--allow-empty"));
        Assert.That(allowed.ExitCode, Is.Zero, allowed.Error);
        Assert.That(allowed.Output, Does.Contain("fwrules"));
    }

    [TestCase("2001:db8::/32", "--ipv4-only", 1)]
    [TestCase("2001:db8::/32", "--ipv6-only", 0)]
    [TestCase("2001:db8::/32", "", 0)]
    public void One_family_can_be_empty(string list, string option, int exitCode)
        => Assert.That(CliRun.Of($"aggregate --format nftables {option}", list).ExitCode, Is.EqualTo(exitCode));

    [TestCase("nftables", "a--b")]
    [TestCase("nftables", "a2345678901234567890123456789012345678901234567890123456789x")]
    [TestCase("ipset", "a234567890123456789012345")]
    public void A_name_that_no_set_can_have_is_refused(string format, string name)
        => Assert.That(CliRun.Of($"aggregate --format {format} --set-name {name}").Refused(2),
            Does.Contain($"--set-name: '{name}' is not a set name"));
}
