namespace FirewallRules.SystemTests;

/// <summary>A line that the tools refuse changes nothing: an output is never applied partially.</summary>
[TestFixtureSource(typeof(OutputForms), nameof(OutputForms.Once))]
[Kernel]
public sealed class BrokenOutputTests(OutputForm form)
{
    [OneTimeSetUp]
    public void RequireTools() => Tool.Require(form.Tools);

    [Test]
    public void The_old_rules_are_kept_and_the_failure_is_reported()
    {
        using var network = new NetworkNamespace();
        form.Prepare(network);
        form.Apply(network, Samples.Old, form.FullestDeny);
        form.Attach(network);
        var before = NetworkState.Of(network);

        Assert.Multiple(() => AssertRefused(network, before));
    }

    [Test]
    public void A_failed_load_creates_nothing()
    {
        using var network = new NetworkNamespace();
        form.Prepare(network);
        var before = NetworkState.Of(network);

        Assert.Multiple(() => AssertRefused(network, before));
    }

    private void AssertRefused(NetworkNamespace network, NetworkState before)
    {
        var good = form.Write(Samples.New, form.FullestDeny);
        foreach (var breakage in form.Breakages)
        {
            var result = form.Load(network, breakage.Break(good));

            Assert.That(result.ExitCode, Is.Not.Zero, breakage.Name);
            Assert.That(result.Error, Is.Not.Empty, breakage.Name);
            Assert.That(NetworkState.Of(network).ToString(), Is.EqualTo(before.ToString()), breakage.Name);
        }
    }
}
