namespace FirewallRules.SystemTests;

/// <summary>An update leaves the kernel exactly as the output for the newer rules leaves one that had nothing, and its reverse goes back.</summary>
[TestFixtureSource(typeof(OutputForms), nameof(OutputForms.Once))]
[Kernel]
public sealed class UpdateTests(OutputForm form)
{
    private static readonly RuleSet s_egressOnly = RuleSet.Of([.. Samples.New.Rules.Where(rule => rule.Direction == Direction.Egress)]);

    private static IEnumerable<TestCaseData> Documents
        => Versions.Pairs.Skip(2).Select(pair => new TestCaseData(pair.Old, pair.New).SetArgDisplayNames($"{pair.Old} to {pair.New}"));

    [OneTimeSetUp]
    public void RequireTools() => Tool.Require(form.Tools);

    [TestCaseSource(nameof(Documents))]
    public void Between_real_documents(int old, int updated)
    {
        var rules = Versions.Rules(old, updated);
        Check(rules.Old, rules.Updated, deny: null, attach: form.HasRules);
    }

    [Test]
    public void Between_other_prefixes() => Check(Samples.Old, Samples.New, form.FullestDeny);

    [Test]
    public void When_families_and_sections_are_removed() => Check(Samples.Old, Samples.Shrunk, deny: null);

    [Test]
    public void When_a_family_is_removed() => Check(Samples.New, Samples.WithoutIPv6, deny: null);

    [Test]
    public void Between_other_questions()
    {
        if (form.HasRules)
        {
            Check(Samples.Unrelated, Samples.New, form.FullestDeny);
        }
    }

    [Test]
    public void Sets_that_user_rules_may_reference_are_emptied_and_kept()
    {
        if (form.HasRules)
        {
            return;
        }

        using var network = new NetworkNamespace();
        form.Prepare(network);
        form.Apply(network, Samples.Unrelated);
        form.Attach(network);
        form.Load(network, form.WriteUpdate(Samples.Unrelated, Samples.New)).MustSucceed();
        var state = UsedState.OfAll(network);
        var used = UsedState.Of(network, form.Write(Samples.New));

        Assert.That(used, Is.EqualTo(Fresh(Samples.New, null, attach: true, all: false)));
        Assert.That(state, Does.Contain("yet").IgnoreCase, "a set of the older rules");
        Assert.That(state, Does.Not.Contain("3.0.0.0/8").And.Not.Contain("4.0.0.0/8"));
    }

    [Test]
    public void When_a_direction_is_removed()
    {
        if (!form.HasRules)
        {
            return;
        }

        using var network = new NetworkNamespace();
        form.Prepare(network);
        form.Apply(network, Samples.Old);
        form.Attach(network);
        var update = form.WriteUpdate(Samples.Old, s_egressOnly);
        form.Load(network, update).MustSucceed();
        form.Load(network, update).MustSucceed();

        if (form is NftablesForm)
        {
            form.Detach(network);
            Assert.That(UsedState.OfAll(network), Is.EqualTo(Fresh(s_egressOnly, null, attach: false, all: true)), update);
            return;
        }

        // Chains that user rules may jump to are emptied, and the header explains how to delete them.
        var commands = update.Split('\n')
            .Where(line => line.Contains("is emptied but not deleted", StringComparison.Ordinal))
            .Select(line => line[(line.LastIndexOf(": ", StringComparison.Ordinal) + 2)..].Split(' '))
            .ToList();
        if (form is RestoreForm)
        {
            Assert.That(commands, Is.Not.Empty);
            form.Detach(network);
        }

        Run(network, commands);

        // A new file creates the empty chain, too.
        Assert.That(UsedState.OfAll(network), Is.EqualTo(Fresh(s_egressOnly, null, form is ScriptForm, all: true, commands)), update);
    }

    [Test]
    public void Is_empty_when_the_documents_are_the_same()
        => Assert.That(form.WriteUpdate(Samples.Old, Samples.Old, form.FullestDeny), Is.Empty);

    [Test]
    public void When_a_line_fails_nothing_has_changed()
    {
        using var network = new NetworkNamespace();
        form.Prepare(network);
        form.Apply(network, Samples.Old, form.FullestDeny);
        form.Attach(network);
        var before = UsedState.OfAll(network);
        foreach (var breakage in form.Breakages)
        {
            var result = form.Load(network, breakage.Break(form.WriteUpdate(Samples.Old, Samples.New, form.FullestDeny)));

            Assert.That(result.Succeeded, Is.False, breakage.Name);
            Assert.That(UsedState.OfAll(network), Is.EqualTo(before), breakage.Name);
        }
    }

    private void Check(RuleSet old, RuleSet updated, DefaultDeny? deny, bool attach = true)
    {
        using var network = new NetworkNamespace();
        form.Prepare(network);
        form.Apply(network, old, deny);
        if (attach)
        {
            form.Attach(network);
        }

        var (there, back) = (form.WriteUpdate(old, updated, deny), form.WriteUpdate(updated, old, deny));
        Assert.That(there, Is.Not.Empty);
        var expected = Fresh(updated, deny, attach, all: true);
        foreach (var time in new[] { "once", "twice" })
        {
            form.Load(network, there).MustSucceed();
            Assert.That(UsedState.OfAll(network), Is.EqualTo(expected), time);
        }

        form.Load(network, back).MustSucceed();
        Assert.That(UsedState.OfAll(network), Is.EqualTo(Fresh(old, deny, attach, all: true)), "back");
    }

    private void Run(NetworkNamespace network, IEnumerable<string[]> commands)
    {
        foreach (var words in commands)
        {
            ((RestoreForm)form).Run(network, words[0], words[1..]).MustSucceed();
        }
    }

    private string Fresh(RuleSet rules, DefaultDeny? deny, bool attach, bool all, IEnumerable<string[]>? afterwards = null)
    {
        using var network = new NetworkNamespace();
        form.Prepare(network);
        form.Apply(network, rules, deny);
        if (attach)
        {
            form.Attach(network);
        }

        Run(network, afterwards ?? []);
        return all ? UsedState.OfAll(network) : UsedState.Of(network, form.Write(rules, deny));
    }
}
