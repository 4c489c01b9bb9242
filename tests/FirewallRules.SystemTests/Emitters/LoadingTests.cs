namespace FirewallRules.SystemTests;

/// <summary>Every output can be loaded at any time, over anything that it may have loaded before.</summary>
[TestFixtureSource(typeof(OutputForms), nameof(OutputForms.All))]
[Kernel]
public sealed class LoadingTests(OutputForm form)
{
    [OneTimeSetUp]
    public void RequireTools() => Tool.Require(form.Tools);

    [Test]
    public void Applying_twice_equals_applying_once()
    {
        using var network = Prepared();
        var before = NetworkState.Of(network);
        Load(network, Samples.Old);
        form.Attach(network);
        var once = NetworkState.Of(network);

        Load(network, Samples.Old);

        Assert.That(NetworkState.Of(network).ToString(), Is.EqualTo(once.ToString()).And.Not.EqualTo(before.ToString()));
    }

    [Test]
    public void On_a_clean_machine_it_loads_and_is_removed()
    {
        using var network = new NetworkNamespace();
        Load(network, Samples.Old);
        Assert.That(NetworkState.Of(network).ToString(), Is.Not.Empty);

        form.Remove(network, Samples.Old);

        // nft has no table that exists only while it is needed: one that was not there before stays, empty, and lets all through.
        Assert.That(NetworkState.Of(network).ToString(), Is.AnyOf("", "== nft\ntable inet filter {\n}\n"));
    }

    [TestCaseSource(nameof(Updates))]
    public void After_other_rules_no_trace_of_them_remains(string title, RuleSet other, RuleSet rules)
    {
        using var network = Prepared();
        using var fresh = Prepared();
        Load(fresh, rules);
        form.Attach(fresh);

        Load(network, other);
        form.Attach(network);
        var text = Load(network, rules);

        Assert.That(UsedState.Of(network, text), Is.EqualTo(UsedState.Of(fresh, text)), title);
    }

    [Test]
    public void Removing_restores_what_was_there_before()
    {
        using var network = Prepared();
        var before = NetworkState.Of(network);
        Load(network, Samples.Old);
        form.Attach(network);
        form.Detach(network);

        form.Remove(network, Samples.Old);

        Assert.That(NetworkState.Of(network).ToString(), Is.EqualTo(before.ToString()));
    }

    [Test]
    public void Removing_includes_the_rules_of_an_older_document()
    {
        using var network = Prepared();
        var before = NetworkState.Of(network);
        Load(network, Samples.Old);
        Load(network, Samples.Shrunk);

        form.Remove(network, Samples.Shrunk);

        Assert.That(NetworkState.Of(network).ToString(), Is.EqualTo(before.ToString()));
    }

    [Test]
    public void Removing_is_idempotent_and_works_without_rules()
    {
        using var network = Prepared();
        var before = NetworkState.Of(network);

        form.Remove(network, Samples.Old);
        form.Remove(network, Samples.Old);

        Assert.That(NetworkState.Of(network).ToString(), Is.EqualTo(before.ToString()));
    }

    private static IEnumerable<TestCaseData> Updates()
    {
        yield return Update("an older document", Samples.Old, Samples.New);
        yield return Update("a section and families are removed", Samples.Old, Samples.Shrunk);
        yield return Update("all IPv6 is removed", Samples.Old, Samples.WithoutIPv6);
        yield return Update("a section and families appear", Samples.Shrunk, Samples.Old);
        yield return Update("other questions", Samples.Unrelated, Samples.Old);

        static TestCaseData Update(string title, RuleSet other, RuleSet rules) => new TestCaseData(title, other, rules).SetArgDisplayNames(title);
    }

    private NetworkNamespace Prepared()
    {
        var network = new NetworkNamespace();
        form.Prepare(network);
        return network;
    }

    private string Load(NetworkNamespace network, RuleSet rules)
    {
        // A default deny cannot close a direction in which nothing is allowed any more.
        var allowsBoth = rules.Rules.All(rule => !rule.Remote.IsEmpty);
        var text = form.Write(rules, allowsBoth ? form.FullestDeny : null);
        form.Load(network, text).MustSucceed();
        return text;
    }
}
