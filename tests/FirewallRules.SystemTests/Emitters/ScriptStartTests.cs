namespace FirewallRules.SystemTests;

/// <summary>Where a script cannot do its work it says so and changes nothing, and where it needs no more than it has, it works.</summary>
[TestFixtureSource(typeof(OutputForms), nameof(OutputForms.ScriptsOnce))]
[Kernel]
public sealed class ScriptStartTests(OutputForm form)
{
    private readonly string _variant = ((ScriptForm)form).Variant;

    [OneTimeSetUp]
    public void RequireTools() => Tool.Require([.. form.Tools, "flock", "setpriv", "unshare", "bash"]);

    [Test]
    public void Without_root_nothing_is_changed([Values] bool remove)
    {
        using var network = new NetworkNamespace();
        form.Apply(network, Samples.Old);
        var before = NetworkState.Of(network);

        var result = network.Run(
            "setpriv", ["--reuid=65534", "--regid=65534", "--clear-groups", "sh"], form.Write(Samples.New, remove: remove));

        Assert.That(result.ExitCode, Is.EqualTo(1));
        Assert.That(result.Error, Does.Contain("must be run as root; nothing was changed"));
        Assert.That(NetworkState.Of(network).ToString(), Is.EqualTo(before.ToString()));
    }

    [Test]
    public void While_the_lock_is_held_nothing_is_changed([Values] bool remove)
    {
        using var network = new NetworkNamespace();
        form.Apply(network, Samples.Old);
        var before = NetworkState.Of(network);
        var script = Xtables.WriteScript(network, form.Write(Samples.New, remove: remove).Replace("-lt 300 ]", "-lt 3 ]", StringComparison.Ordinal));

        var result = network.Run("flock", [Xtables.LockOf(network), "env", Xtables.SearchPath(_variant), "sh", script]);

        Assert.That(result.ExitCode, Is.EqualTo(1));
        Assert.That(result.Error, Does.Match("another run still holds .*; nothing was changed"));
        Assert.That(NetworkState.Of(network).ToString(), Is.EqualTo(before.ToString()));
    }

    [Test]
    public void Without_a_folder_for_temporary_files_it_works()
    {
        using var network = new NetworkNamespace();
        using var other = new NetworkNamespace();
        form.Apply(other, Samples.New);
        var script = Scratch.Write(form.Write(Samples.New));

        // The folder keeps its files but accepts no new ones. The lock of the legacy variant is in it.
        network.Run(
            "unshare",
            [
                "--mount", "sh", "-c",
                "for folder in /tmp /var/tmp; do mount --bind $folder $folder; mount -o remount,bind,ro $folder; done; cd /; "
                + "! (: >/tmp/x) 2>/dev/null || exit 3; exec env -u XTABLES_LOCKFILE \"$0\" bash \"$1\"",
                Xtables.SearchPath(_variant), script,
            ]).MustSucceed();

        Assert.That(UsedState.OfAll(network), Is.EqualTo(UsedState.OfAll(other)));
    }

    [TestCase("dash")]
    [TestCase("bash")]
    [TestCase("busybox", "sh")]
    [TestCase("mksh")]
    public void Every_shell_runs_it(params string[] shell)
    {
        Tool.Require(shell[0]);
        using var network = new NetworkNamespace();
        using var other = new NetworkNamespace();
        form.Prepare(network);
        form.Prepare(other);
        var before = NetworkState.Of(network);
        form.Apply(other, Samples.New, form.FullestDeny);

        Run(form.Write(Samples.Unrelated, form.FullestDeny));
        Run(form.Write(Samples.New, form.FullestDeny));
        if (form.HasRules)
        {
            Assert.That(UsedState.OfAll(network), Is.EqualTo(UsedState.OfAll(other)));
        }

        Run(form.Write(Samples.Unrelated, remove: true));
        Run(form.Write(Samples.New, remove: true));
        Assert.That(NetworkState.Of(network).ToString(), Is.EqualTo(before.ToString()));

        void Run(string script) =>
            network.Run("env", [Xtables.SearchPath(_variant), .. shell, Xtables.WriteScript(network, script)]).MustSucceed();
    }
}
