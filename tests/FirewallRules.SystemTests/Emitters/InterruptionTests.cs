namespace FirewallRules.SystemTests;

/// <summary>A script that is interrupted cleans up after itself; until it swaps or restores, the old rules are in effect.</summary>
[TestFixtureSource(typeof(OutputForms), nameof(OutputForms.ScriptsOnce))]
[Kernel]
public sealed class InterruptionTests(OutputForm form)
{
    [OneTimeSetUp]
    public void RequireTools() => Tool.Require([.. form.Tools, "setsid"]);

    [Test]
    public void The_old_rules_stay_until_they_are_replaced([Values("INT", "TERM")] string signal, [Values] bool whereNothingWas)
    {
        using var network = new NetworkNamespace();
        form.Prepare(network);
        if (!whereNothingWas)
        {
            form.Apply(network, Samples.Old, form.FullestDeny);
            form.Attach(network);
        }

        var before = NetworkState.Of(network);

        Assert.Multiple(() =>
        {
            foreach (var interruption in Interruption.Of(signal).Where(interruption => interruption.IsEarly && Meets(interruption)))
            {
                var exitCode = Load(network, interruption);

                Assert.That(exitCode, Is.Not.Zero, interruption.ToString());
                Assert.That(NetworkState.Of(network).ToString(), Is.EqualTo(before.ToString()), interruption.ToString());
            }
        });
    }

    [Test]
    public void Later_no_half_filled_set_stays_and_loading_again_completes_it([Values("TERM")] string signal)
    {
        var expected = Expected();
        Assert.Multiple(() =>
        {
            foreach (var interruption in Interruption.Of(signal).Where(interruption => !interruption.IsEarly && Meets(interruption)))
            {
                using var network = new NetworkNamespace();
                form.Prepare(network);
                form.Apply(network, Samples.Old, form.FullestDeny);
                form.Attach(network);

                _ = Load(network, interruption);
                Assert.That(NetworkState.Of(network).IpSets, Does.Not.Contain(".new"), interruption.ToString());

                form.Apply(network, Samples.New, form.FullestDeny);
                Assert.That(UsedState.Of(network, ""), Is.EqualTo(expected), interruption.ToString());
            }
        });

        string Expected()
        {
            using var fresh = new NetworkNamespace();
            form.Prepare(fresh);
            form.Apply(fresh, Samples.New, form.FullestDeny);
            form.Attach(fresh);
            return UsedState.Of(fresh, "");
        }
    }

    private int Load(NetworkNamespace network, Interruption interruption)
    {
        var script = (ScriptForm)form;
        var file = Xtables.WriteScript(network, form.Write(Samples.New, form.FullestDeny));
        var stub = interruption.Install(Path.Combine(Xtables.Folder(script.Variant), interruption.Command));
        var result = Xtables.RunScript(network, script.Variant, file, stub.Folder);
        Assert.That(File.Exists(stub.Mark), $"{interruption} never came to its turn: {result}");
        return result.ExitCode;
    }

    private bool Meets(Interruption interruption)
    {
        var script = (ScriptForm)form;
        return interruption.Command == "ipset" ? script.UsesSets : script.HasRules;
    }
}
