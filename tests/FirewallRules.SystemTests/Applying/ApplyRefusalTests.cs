namespace FirewallRules.SystemTests.Applying;

/// <summary>What is refused changes nothing, and what does not hold is taken back.</summary>
[Kernel]
public sealed class ApplyRefusalTests
{
    private const string Apply = "apply webhooks --format nftables --mode table";
    private const string Ssh = "SSH_CONNECTION=192.0.2.7 50000 192.0.2.1 22";

    [OneTimeSetUp]
    public void RequireTools() => Tool.Require("nft", "setpriv");

    [Test]
    public void One_at_a_time()
    {
        using var host = new ApplyHost();
        var apply = host.StartFwrules($"{Apply} --confirm 1h");
        host.AwaitWaiting(apply);
        var state = host.State;

        var second = host.Fwrules("apply logs --format nftables --mode table --name-prefix other");

        Assert.That((second.ExitCode, host.State), Is.EqualTo((3, state)), second.ToString());
        Assert.That(second.Error, Does.Match("The rules that process [0-9]+ has applied wait to be confirmed"));
        host.Fwrules("confirm").MustSucceed();
        ApplyHost.End(apply).MustSucceed();
        host.Fwrules("apply logs --format nftables --mode table --name-prefix other").MustSucceed();
    }

    [TestCase("apply webhooks --format nftables --mode table")]
    [TestCase("apply webhooks --format nftables --mode table --dry-run")]
    [TestCase("confirm")]
    public void Root_is_needed(string line)
    {
        using var host = new ApplyHost();
        var run = host.Run("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "env", "HOME=/", "sh", "-c", ApplyHost.ShellLine(line));

        Assert.That((run.ExitCode, run.Output), Is.EqualTo((3, "")), run.ToString());
        Assert.That(run.Error, Does.Contain("fwrules: Only root can ").And.Contain("run fwrules with sudo"));
    }

    [Test]
    public void A_deny_that_cuts_the_ssh_connection_is_refused()
    {
        using var host = new ApplyHost();
        var refused = host.Run("env", Ssh, "sh", "-c", $"env -u SSH_CONNECTION {ApplyHost.ShellLine($"{Apply} --default-deny")}; exit $?");
        Assert.That((refused.ExitCode, host.State), Is.EqualTo((1, "")), refused.ToString());
        Assert.That(refused.Error, Does.Contain("add --allow-in 22=192.0.2.7, or --accept-ssh-loss"));

        foreach (var option in new[] { "--allow-in 22=192.0.2.0/24", "--accept-ssh-loss" })
        {
            host.Run("env", Ssh, "sh", "-c", ApplyHost.ShellLine($"{Apply} --default-deny {option}")).MustSucceed();
        }
    }

    [TestCase("mount -o remount,ro /run", "the file system is read-only")]
    [TestCase("mount -o remount,size=64k /run && cat /dev/zero >/run/fill", "no space is left")]
    [TestCase("ln -s /tmp /run/fwrules", "is not a folder that belongs to the user")]
    [TestCase("mkdir -m 755 /run/fwrules", "is not a folder that belongs to the user")]
    [TestCase("mkdir -m 700 /run/fwrules && chown 65534 /run/fwrules", "is not a folder that belongs to the user")]
    [TestCase("touch /run/fwrules", "is not a folder that belongs to the user")]
    public void A_folder_that_cannot_be_used_is_refused_before_any_change(string damage, string reason)
    {
        using var host = new ApplyHost();
        _ = host.Run("sh", "-c", damage);

        var refused = host.Fwrules(Apply);

        Assert.That((refused.ExitCode, host.State), Is.EqualTo((3, "")), refused.ToString());
        Assert.That(refused.Error, Does.Contain(reason).And.EndsWith("nothing was changed.\n"));
    }

    [TestCase("drop", 1, "overridden: ingress tcp 443 from ")]
    [TestCase("meta mark 5 drop", 4, "unknown: ingress tcp 443 from ")]
    public void Rules_that_do_not_hold_are_taken_back(string other, int exitCode, string finding)
    {
        using var host = new ApplyHost();
        host.Network.Nft($$"""table inet other { chain c { type filter hook input priority -5; ip saddr 0.0.0.0/0 {{other}}; }; }""" + "\n");
        var before = host.State;

        var run = host.Fwrules($"{Apply} --default-deny");

        Assert.That((run.ExitCode, host.State), Is.EqualTo((exitCode, before)), run.ToString());
        Assert.That(run.Error, Does.Contain(finding).And.Contain("so the former rules return"));
        Assert.That(host.Fwrules($"{Apply} --default-deny --accept-overridden").MustSucceed().Error, Does.Contain(finding));
    }

    [Test]
    public void A_tool_that_refuses_the_rules_changes_nothing()
    {
        using var host = new ApplyHost();

        // The name of the set is that of a map.
        host.Network.Nft("table inet datadog { map datadog_webhooks_ipv4 { type ipv4_addr : verdict; }; }\n");
        var before = host.State;

        var run = host.Fwrules(Apply);

        Assert.That((run.ExitCode, host.State), Is.EqualTo((3, before)), run.ToString());
        Assert.That(run.Error, Does.Contain("nft refuses the new rules").And.EndsWith("nothing was changed.\n"));
    }

    [Test]
    public void A_full_disk_while_it_waits_does_not_keep_the_rules()
    {
        using var host = new ApplyHost();
        var apply = host.StartFwrules($"{Apply} --confirm 1h");
        host.AwaitWaiting(apply);
        host.Run("mount", "-o", "remount,size=600k", "/run").MustSucceed();
        _ = host.Run("sh", "-c", "cat /dev/zero >/run/fill");
        ApplyHost.Signal(apply, "KILL");

        ApplyHost.Await(() => host.State.Length == 0, "the rules stay");
        ApplyHost.Await(() => File.Exists($"{host.Current}/result"), "nothing is noted");
        Assert.That(File.ReadAllText($"{host.Current}/result"), Is.EqualTo("restored\n"));
    }
}
