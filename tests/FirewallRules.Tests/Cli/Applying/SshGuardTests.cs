using FirewallRules.Cli;
using FirewallRules.Cli.Applying;

namespace FirewallRules.Tests.Cli.Applying;

public sealed class SshGuardTests
{
    private static readonly SshSession Session = SshSession.Of("192.0.2.7 50000 192.0.2.1 22")!;

    [TestCase("", true)]
    [TestCase("443 192.0.2.0/24", true)]
    [TestCase("22 192.0.2.8/32", true)]
    [TestCase("22 192.0.2.0/24", false)]
    public void A_deny_must_allow_the_connection(string allowed, bool isRefused)
    {
        var rules = RuleSet.Of(Rule.Ingress(AddressSet.Parse("198.51.100.0/24"), Protocol.Tcp, 443, "a"));
        var deny = new DefaultDeny
        {
            Allow = allowed.Split(' ') is [var port, var remote]
                ? RuleSet.Of(Rule.Ingress(AddressSet.Parse(remote), Protocol.Tcp, PortRange.Parse(port), "allow-in"))
                : null,
        };

        void Check() => SshGuard.Check(deny, rules, Session, "--insist");
        if (!isRefused)
        {
            Check();
            return;
        }

        var refused = Assert.Throws<CliException>(Check)!;
        Assert.That((refused.ExitCode, refused.Message), Is.EqualTo((
            ExitCode.Limit,
            "--default-deny would block the SSH connection that this is called from: add --allow-in 22=192.0.2.7, or --insist if there is another way to "
                + "this host; nothing was changed.")));
    }

    [Test]
    public void What_does_not_block_it_is_not_refused()
    {
        var ingress = RuleSet.Of(Rule.Ingress(AddressSet.Parse("198.51.100.0/24"), Protocol.Tcp, 443, "a"));
        var egress = RuleSet.Of(Rule.Egress(AddressSet.Parse("198.51.100.0/24"), Protocol.Tcp, 443, "a"));
        SshGuard.Check(deny: null, ingress, Session, "--insist");
        SshGuard.Check(new DefaultDeny(), egress, Session, "--insist");
        SshGuard.Check(new DefaultDeny(), ingress, session: null, "--insist");
    }
}
