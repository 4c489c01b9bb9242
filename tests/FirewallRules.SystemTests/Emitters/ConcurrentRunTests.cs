namespace FirewallRules.SystemTests;

/// <summary>Scripts that run at once, beside another program that lists sets: the state is that of one of them, and a run that fails says so.</summary>
[TestFixtureSource(typeof(OutputForms), nameof(OutputForms.ScriptsOnce))]
[Kernel]
public sealed class ConcurrentRunTests(OutputForm form)
{
    [OneTimeSetUp]
    public void RequireTools() => Tool.Require([.. form.Tools, "flock"]);

    [TestCase(2, 2)]
    [TestCase(5, 1)]
    public void Of_two_versions(int runs, int rounds) => Check(runs, rounds, [Samples.Old, Samples.New]);

    [Test]
    public void Of_the_same_script() => Check(2, 1, [Samples.New]);

    private void Check(int runs, int rounds, RuleSet[] versions)
    {
        using var network = new NetworkNamespace();
        form.Prepare(network);
        string[] scripts = [.. versions.Select(rules => form.Write(rules, form.FullestDeny))];
        string[] states = [.. scripts.Select(script =>
        {
            form.Load(network, script).MustSucceed();
            return UsedState.OfAll(network);
        })];
        using var listing = new SetListing(network);
        for (var round = 0; round < rounds; round++)
        {
            var results = Together.Run(runs, run => form.Load(network, scripts[run % scripts.Length]));

            Assert.That(results.Where(result => !result.Succeeded && result.Error.Length == 0), Is.Empty);
            Assert.That(results.Where(result => result.Succeeded), Is.Not.Empty, results[0].ToString());
            Assert.That(UsedState.OfAll(network), Is.AnyOf([.. states]));
        }
    }
}
