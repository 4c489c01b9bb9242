using System.Globalization;
using FirewallRules.Tests.Emitters.Readers;
using FirewallRules.Tests.IpRanges;
using FirewallRules.Tests.Rules;

namespace FirewallRules.Tests.Emitters;

/// <summary>Laws that hold for every update of every emitter.</summary>
[TestFixtureSource(nameof(Cases))]
public sealed class UpdateTests(EmitterCase one)
{
    private static readonly int RandomPairs = FullRun.IsOn ? 100 : 25;

    private static readonly string[] Hostile =
    [
        "'", "\"; reboot", "$(touch x)", "a\nadd rule inet filter input accept", "x\nFWRULES\nreboot\n", "'; touch x; '",
        "\u2018x\u2019", "\"}}]}", "a, b", "",
    ];

    private static IEnumerable<EmitterCase> Cases => EmitterCases.All.Where(one => !one.Name.Contains("remove", StringComparison.Ordinal));

    [Test]
    public void Is_empty_when_nothing_changes()
    {
        using (Assert.EnterMultipleScope())
        {
            foreach (var (_, old, updated) in UpdateSamples.Pairs)
            {
                Assert.That(old.EmitUpdate(old, one.Emitter), Is.Empty);
                Assert.That(updated.EmitUpdate(updated, one.Emitter), Is.Empty);
            }

            Assert.That(UpdateSamples.Again.EmitUpdate(UpdateSamples.Updated, one.Emitter), Is.Empty, "another document that says the same");
        }
    }

    [Test]
    public void Reports_both_documents()
    {
        if (Write(UpdateSamples.Old, UpdateSamples.Updated) is not { } update)
        {
            Assert.That(one.Name, Does.StartWith("azure-"));
            return;
        }

        if (one.Emitter is PlainListEmitter)
        {
            Assert.That(update, Is.EqualTo(UpdateSamples.Updated.Emit(one.Emitter)), "a list has no header, and is replaced as a whole");
            return;
        }

        Assert.That(
            update,
            Does.Contain("Datadog IP ranges: us1 version 59, modified 2024-10-17 (a file)")
                .And.Contain("Update from: us1 version 40, modified 2023-05-09 (a file)"));
        Assert.That(update, Does.Match("Written by FirewallRules [0-9]+\\.[0-9]+\\.[0-9]+"));
    }

    [Test]
    public void Is_the_same_every_time_and_everywhere()
        => Each.Of(UpdateSamples.Pairs, sample => sample.Name, sample => Is_the_same_every_time_and_everywhere(sample.Old, sample.Updated));

    private void Is_the_same_every_time_and_everywhere(RuleSet old, RuleSet updated)
    {
        if (Write(old, updated) is not { } expected)
        {
            return;
        }

        var culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = Cultures.Strange;
            using var writer = new StringWriter(Cultures.Strange) { NewLine = "\r\n" };
            updated.EmitUpdate(old, one.Emitter, writer);
            Assert.That(writer.ToString(), Is.EqualTo(expected));
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }

        Assert.That(expected, Does.Match("\\A[\\n\\t\\x20-\\x7e]+\\n\\z"));
    }

    [Test]
    public void Leads_from_the_old_rules_to_the_new()
        => Each.Of(UpdateSamples.Pairs, sample => sample.Name, sample => Leads_from_the_old_rules_to_the_new(sample.Old, sample.Updated));

    private void Leads_from_the_old_rules_to_the_new(RuleSet old, RuleSet updated) => Check(old, updated);

    [Test]
    public void Leads_from_one_real_document_to_another()
    {
        var documents = RealDocuments.Versions.Select(RealDocuments.Parse).ToList();
        SectionSelection[] sections =
        [
            .. documents.SelectMany(document => document.Sections.Select(section => section.Section))
                .Distinct()
                .Select(name => name.AllowMissing()),
        ];
        foreach (var (old, updated) in documents.Zip(documents.Skip(1)))
        {
            Check(RuleSet.For(old, sections), RuleSet.For(updated, sections));
            Check(RuleSet.For(updated, sections), RuleSet.For(old, sections));
        }
    }

    [Test]
    public void Leads_through_sections_that_come_to_share_prefixes_and_no_longer_do()
    {
        foreach (var (old, updated) in SharedPrefixes.History.Zip(SharedPrefixes.History.Skip(1)))
        {
            Check(old, updated);
            Check(updated, old);
            Check(old.WithMergedLabels(), updated.WithMergedLabels());
        }
    }

    [Test]
    public void Leads_from_random_rules_to_random_rules()
    {
        Each.Of(Seed.Range(RandomPairs), seed => $"seed {seed}", seed =>
        {
            var random = new Random(seed);
            Check(Expressible(RuleSet.Of(RandomRules.List(random, most: 8))), Expressible(RuleSet.Of(RandomRules.List(random, most: 8))));
        });
    }

    [Test]
    public void Keeps_every_label_a_comment()
        => Each.Of(Hostile, text => text, text => Check(
            RuleSet.Of(Rule.Egress(Sets.Of("192.0.2.0/24"), Protocol.Tcp, 443, text), Rule.Egress(Sets.Of("198.51.100.0/24"), Protocol.Tcp, 80, text + "y")),
            RuleSet.Of(Rule.Egress(Sets.Of("192.0.2.0/25"), Protocol.Tcp, 443, text + "x"), Rule.Egress(Sets.Of("198.51.100.0/24"), Protocol.Tcp, 80, text))));

    [Test]
    public void Is_refused_without_rules_or_writer()
    {
        if (one.Emitter is IUpdatingEmitter emitter)
        {
            using (Assert.EnterMultipleScope())
            {
                Assert.That(() => emitter.EmitUpdate(null!, SampleRules.Logs, TextWriter.Null), Throws.ArgumentNullException);
                Assert.That(() => emitter.EmitUpdate(SampleRules.Logs, null!, TextWriter.Null), Throws.ArgumentNullException);
                Assert.That(() => emitter.EmitUpdate(SampleRules.Logs, SampleRules.Logs, null!), Throws.ArgumentNullException);
            }
        }
    }

    private void Check(RuleSet old, RuleSet updated)
    {
        if (RuleSetChange.Between(old, updated).IsEmpty || Write(old, updated) is not { } update)
        {
            return;
        }

        Assert.That(update, Does.Match("\\A[\\n\\t\\x20-\\x7e]+\\n\\z"));
        if (UpdateReader.IsDelta(one.Emitter.Name))
        {
            if (State(old) is { } state)
            {
                UpdateReader.Apply(one.Emitter.Name, update, state);
                Assert.That(state, Is.EqualTo(State(updated)), update);
            }
        }
        else if (EmitterCases.Allowing.Contains(one)
            && !AwsCases.Widens(one.Emitter)
            && !one.Name.Contains("deny", StringComparison.Ordinal)
            && one.Name is not ("iptables-never-sets" or "nftables-table-drop"))
        {
            Assert.That(
                OutputReader.Read(one.Emitter.Name, update).DifferenceFrom(OutputReader.Read(one.Emitter.Name, updated.Emit(one.Emitter))),
                Is.Null,
                update);
        }
    }

    // Null when a default deny would block all traffic, so that an update has no starting state.
    private SortedDictionary<string, string>? State(RuleSet rules)
    {
        if (one.Name.Contains("deny", StringComparison.Ordinal)
            && rules.Rules.GroupBy(rule => rule.Direction).Any(direction => direction.All(rule => rule.Remote.IsEmpty)))
        {
            return null;
        }

        if (rules.Rules.All(rule => rule.Remote.IsEmpty))
        {
            return rules.Rules.Count == 0 && one.Name.Contains("deny", StringComparison.Ordinal) ? null : new(StringComparer.Ordinal);
        }

        return UpdateReader.StateOf(one.Emitter.Name, rules.Emit(one.Emitter));
    }

    // Null when the platform cannot accept the rules, which has its own tests.
    private string? Write(RuleSet old, RuleSet updated)
    {
        try
        {
            if (one.Emitter is AwsSecurityGroupEmitter)
            {
                old.Emit(one.Emitter, TextWriter.Null);
            }

            return updated.EmitUpdate(old, one.Emitter);
        }
        catch (EmitterException)
        {
            return null;
        }
    }

    private RuleSet Expressible(RuleSet rules) => one.Emitter is WindowsFirewallEmitter ? WindowsAddresses.Expressible(rules) : rules;
}
