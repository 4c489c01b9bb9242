namespace FirewallRules.SystemTests.Applying;

/// <summary>How rules are confirmed, and how the wait for it ends otherwise.</summary>
[Kernel]
public sealed class ApplyConfirmationTests
{
    private const string Apply = "apply logs --format nftables --mode table --confirm 1h";

    [OneTimeSetUp]
    public void RequireTools() => Tool.Require("nft", "script");

    [TestCase("HUP")]
    [TestCase("INT")]
    [TestCase("TERM")]
    public void A_signal_that_ends_the_program_takes_the_rules_back_first(string signal)
    {
        using var host = new ApplyHost();
        var apply = host.StartFwrules(Apply);
        host.AwaitWaiting(apply);
        ApplyHost.Signal(apply, signal);

        var ended = ApplyHost.End(apply);

        Assert.That((ended.ExitCode, host.State), Is.EqualTo((130, "")), ended.ToString());
        Assert.That(ended.Error, Does.Contain("interrupted; the former rules return").And.EndsWith("the firewall is as it was before\n"));
    }

    [Test]
    public void A_user_signal_confirms()
    {
        using var host = new ApplyHost();
        var apply = host.StartFwrules(Apply);
        host.AwaitWaiting(apply);
        ApplyHost.Signal(apply, "USR1");

        Assert.That(ApplyHost.End(apply).MustSucceed().Error, Does.EndWith("applied and confirmed\n"));
        Assert.That(host.State, Does.Contain("datadog_logs_ipv4"));
    }

    [Test]
    public void A_user_signal_before_the_rules_are_applied_confirms_nothing()
    {
        using var host = new ApplyHost();
        var apply = host.StartFwrules(Apply.Replace("1h", "5s", StringComparison.Ordinal));
        ApplyHost.Await(() => File.Exists($"{host.Current}/armed"), "nothing is armed");
        ApplyHost.Signal(apply, "USR1");

        Assert.That((ApplyHost.End(apply).ExitCode, host.State), Is.EqualTo((1, "")));
    }

    [TestCase("y", 0)]
    [TestCase("n", 1)]
    public void A_key_on_the_terminal_confirms(string key, int exitCode)
    {
        using var host = new ApplyHost();

        // What is typed before the question does not answer it.
        var line = $"(echo y; while ! [ -e /run/fwrules/apply/waiting ]; do sleep 0.1; done; sleep 1; echo {key}; sleep 20) | "
            + $"script -q -e -c \"{ApplyHost.ShellLine("apply logs --format nftables --mode table --confirm 8s")}\" /dev/null";
        var run = host.Run("sh", "-c", line);

        Assert.That(run.ExitCode, Is.EqualTo(exitCode), run.ToString());
        Assert.That(run.Output, Does.Contain("or press y here"));
        Assert.That(host.State.Length > 0, Is.EqualTo(exitCode == 0));
    }

    [Test]
    public void The_same_login_cannot_confirm()
    {
        using var host = new ApplyHost();
        var run = host.Run(
            "sh",
            "-c",
            $"{ApplyHost.ShellLine(Apply.Replace("1h", "10s", StringComparison.Ordinal))} & "
                + $"while ! [ -e /run/fwrules/apply/waiting ]; do sleep 0.1; done; {ApplyHost.ShellLine("confirm")}; echo confirm $?; wait $!");

        Assert.That((run.ExitCode, run.Output, host.State), Is.EqualTo((1, "confirm 1\n", "")), run.ToString());
        Assert.That(run.Error, Does.Contain("This is the same session as that of 'fwrules apply'"));
    }

    [Test]
    public void The_same_connection_cannot_confirm()
    {
        const string Connection = "SSH_CONNECTION=192.0.2.7 50000 192.0.2.1 22";
        using var host = new ApplyHost();
        var apply = host.StartFwrules(Apply, Connection);
        host.AwaitWaiting(apply);

        // As in a second window of the same connection, below a program that removes the variable.
        var refused = host.Run("env", Connection, "sh", "-c", $"env -u SSH_CONNECTION {ApplyHost.ShellLine("confirm")}; exit $?");
        var confirmed = host.Run("env", Connection.Replace("50000", "50001", StringComparison.Ordinal), "sh", "-c", ApplyHost.ShellLine("confirm"));

        Assert.That(refused.ExitCode, Is.EqualTo(1), refused.ToString());
        Assert.That(refused.Error, Does.Contain("the same SSH connection"));
        confirmed.MustSucceed();
        ApplyHost.End(apply).MustSucceed();
    }

    [Test]
    public void Nothing_to_confirm_is_said()
    {
        using var host = new ApplyHost();
        var nothing = host.Fwrules("confirm");
        Assert.That((nothing.ExitCode, nothing.Error), Is.EqualTo((1, "fwrules: No rules wait to be confirmed.\n")));
    }
}
