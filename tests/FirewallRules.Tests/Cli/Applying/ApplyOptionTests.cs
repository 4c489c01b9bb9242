namespace FirewallRules.Tests.Cli.Applying;

/// <summary>What is refused before anything is read: these tests may be run by root.</summary>
public sealed class ApplyOptionTests
{
    [TestCase("--format csv", "--format csv cannot be applied: the formats are nftables, iptables, ipset.")]
    [TestCase("--format nftables-json", "--format nftables-json cannot be applied: the formats are nftables, iptables, ipset.")]
    [TestCase("--format firewalld", "--format firewalld cannot be applied, because what firewalld does cannot be read back and compared with the rules: "
        + "run the script that 'fwrules generate --format firewalld' writes.")]
    [TestCase("--format nftables --confirm 4s", "--confirm: 4s is out of range: write a duration from 5 s to 1 day.")]
    [TestCase("--format nftables --confirm soon", "--confirm: 'soon' is not a duration: write 90s, 30m, 12h or 7d.")]
    [TestCase("--format nftables --confirm 60s --dry-run", "--confirm does not apply with --dry-run, which changes nothing.")]
    [TestCase("--format nftables --default-deny", "--default-deny requires --mode table")]
    public void A_wrong_command_line_is_refused(string options, string message)
        => Assert.That(CliRun.Of($"apply logs {options}").Refused(2), Does.StartWith("fwrules: " + message));

    [TestCase("apply")]
    [TestCase("confirm")]
    public void The_help_has_examples_and_exit_codes(string verb)
        => Assert.That(CliRun.Of($"{verb} --help").Output, Does.Contain($"sudo fwrules {verb}").And.Contain("Exit codes: 0 "));
}
