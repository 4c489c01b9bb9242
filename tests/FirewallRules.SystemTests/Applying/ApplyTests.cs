namespace FirewallRules.SystemTests.Applying;

/// <summary>Rules are applied, read back and confirmed, or the former ones return, and what others have built is not touched.</summary>
[TestFixtureSource(typeof(ApplyCase), nameof(ApplyCase.All))]
[Kernel]
public sealed class ApplyTests(ApplyCase @case)
{
    private const string Old = "webhooks logs";
    private const string New = "webhooks synthetics";

    [Test]
    public void Applied_rules_are_equal_and_can_be_applied_again()
    {
        using var host = StartHost();
        foreach (var rules in new[] { Old, New, New })
        {
            Assert.That(host.Fwrules($"apply {rules} {@case.Options}").MustSucceed().Error, Does.Contain("are applied\n"));
            Assert.That(host.Fwrules($"verify {rules} {@case.Options} --live system").MustSucceed().Output, Does.StartWith("equal"));
        }

        var state = host.State;
        Assert.That(host.Fwrules($"apply {New} {@case.Options} --dry-run").MustSucceed().Output, Does.StartWith("plan: no change"));
        Assert.That(host.State, Is.EqualTo(state));
    }

    [Test]
    public void A_plan_changes_nothing_and_names_the_prefixes()
    {
        using var host = StartHost();
        host.Fwrules($"apply {Old} {@case.Options}").MustSucceed();
        var state = host.State;

        var plan = host.Fwrules($"apply {New} {@case.Options} --dry-run").MustSucceed().Output;

        // The sets of other sections are not those of these rules: the user's own rules may refer to them.
        Assert.That(plan, Does.Match(@"(?m)^\+ .*/\d+$").And.Match(@"plan: opens \d+ prefix.*, closes \d+ prefix"));
        Assert.That(plan.Contains("\n- ", StringComparison.Ordinal), Is.EqualTo(!@case.Options.Contains("sets", StringComparison.Ordinal)), plan);
        Assert.That(host.State, Is.EqualTo(state));
    }

    [Test]
    public void Without_a_confirmation_the_former_state_returns([Values(true, false)] bool isFirst)
    {
        using var host = StartHost();
        if (!isFirst)
        {
            host.Fwrules($"apply {Old} {@case.Options}").MustSucceed();
        }

        var before = host.State;
        var apply = host.StartFwrules($"apply {New} {@case.Options} --confirm 5s");
        host.AwaitWaiting(apply);
        var applied = host.State;
        var ended = ApplyHost.End(apply);

        Assert.That(ended.ExitCode, Is.EqualTo(1), ended.ToString());
        Assert.That(ended.Error, Does.Contain("nobody has confirmed the rules in time").And.EndsWith("fwrules: the firewall is as it was before\n"));
        Assert.That(applied, Is.Not.EqualTo(before));
        Assert.That(host.State, Is.EqualTo(before));
    }

    [Test]
    public void What_others_change_meanwhile_stays()
    {
        using var host = StartHost();
        host.Fwrules($"apply {Old} {@case.Options}").MustSucceed();
        var apply = host.StartFwrules($"apply {New} {@case.Options} --confirm 1h");
        host.AwaitWaiting(apply);
        ApplyCase.ChangeTheirs(host.Network);
        ApplyHost.Signal(apply, "TERM");
        Assert.That(ApplyHost.End(apply).ExitCode, Is.EqualTo(130));
        var after = host.State;

        using var other = StartHost();
        other.Fwrules($"apply {Old} {@case.Options}").MustSucceed();
        ApplyCase.ChangeTheirs(other.Network);
        Assert.That(after, Is.EqualTo(other.State));
    }

    [Test]
    public void Another_login_confirms()
    {
        using var host = StartHost();
        var apply = host.StartFwrules($"apply {New} {@case.Options} --confirm 1h");
        host.AwaitWaiting(apply);
        var applied = host.State;

        Assert.That(host.Fwrules("confirm").MustSucceed().Error, Is.EqualTo("fwrules: confirmed: the rules stay\n"));

        Assert.That(ApplyHost.End(apply).MustSucceed().Error, Does.EndWith("are applied and confirmed\n"));
        Assert.That(host.State, Is.EqualTo(applied));
        Assert.That(host.Fwrules("confirm").ExitCode, Is.EqualTo(1));

        // What was kept is still there for whoever changes their mind.
        host.Run("sh", "/run/fwrules/apply/restore.sh").MustSucceed();
        Assert.That(host.State, Is.Not.EqualTo(applied));
    }

    private ApplyHost StartHost()
    {
        @case.Require();
        var host = new ApplyHost();
        ApplyCase.Prepare(host.Network);
        return host;
    }
}
