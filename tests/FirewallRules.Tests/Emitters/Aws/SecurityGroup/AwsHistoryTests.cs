using FirewallRules.Emitters;
using FirewallRules.Tests.Emitters.Readers;
using FirewallRules.Tests.IpRanges;
using FirewallRules.Tests.Reference;

namespace FirewallRules.Tests.Emitters.Aws;

/// <summary>Rules that are split over groups stay open while one document after the other is applied, at the default quota.</summary>
public sealed class AwsHistoryTests
{
    private const int Documents = 20;

    private static readonly AwsSecurityGroupOptions s_split = new() { OnOverflow = OnOverflow.Split };

    [Test]
    public void No_address_of_the_real_documents_is_closed_in_between([Values] bool createsFirst)
    {
        foreach (var section in new[] { Section.Synthetics, Section.Webhooks })
        {
            var history = new SecurityGroupHistory(60, new Random(1));
            foreach (var document in RealDocuments.ByDate.Where(document => document.TryGetSection(section, out var found) && !found.Addresses.IsEmpty))
            {
                history.Apply(AwsSecurityGroupPlan.Of(RuleSet.For(document, section), s_split), createsFirst);
                Assert.That(history.Wrong, Is.Empty, $"{section} of {document.Modified}");
            }
        }
    }

    [Test]
    public void No_address_of_random_documents_is_closed_in_between() => ReplayRandomHistories(30);

    [Test]
    [Long]
    public void No_address_of_a_thousand_histories_is_closed_in_between() => ReplayRandomHistories(1000);

    [Test]
    public void A_history_detects_a_full_group()
    {
        var history = new SecurityGroupHistory(60, new Random(1));
        var tight = s_split with { SplitHeadroom = 0 };

        history.Apply(AwsSecurityGroupPlan.Of(Rules(0, 110), tight), createsFirst: true);
        history.Apply(AwsSecurityGroupPlan.Of(Rules(55, 165), tight), createsFirst: true);

        Assert.That(history.Wrong, Has.Some.StartsWith("RulesPerSecurityGroupLimitExceeded"));
    }

    [Test]
    public void A_new_prefix_moves_few_others()
    {
        var moved = new List<int>();
        for (var count = 31; count < 150; count++)
        {
            var (before, after) = (Places(Rules(0, count), s_split), Places(Rules(0, count + 1), s_split));
            if (after.Values.Max() == before.Values.Max())
            {
                moved.Add(before.Count(rule => after[rule.Key] != rule.Value));
            }
        }

        Assert.That(moved.Average(), Is.LessThan(2));
    }

    [Test]
    public void A_further_group_takes_its_share_and_no_more()
    {
        var rules = Rules(0, 90);
        var (before, after) = (Places(rules, s_split), Places(rules, s_split with { MaxRules = 46 }));

        using (Assert.EnterMultipleScope())
        {
            Assert.That((before.Values.Max(), after.Values.Max()), Is.EqualTo((3, 4)));
            Assert.That(before.Count(rule => after[rule.Key] != rule.Value), Is.LessThan(45), "a placement by order would move about 67 of 90");
        }
    }

    [Test]
    public void Names_in_templates_and_configurations_survive_growth([Values] bool terraform)
    {
        var options = s_split with { Output = terraform ? AwsSecurityGroupOutput.Terraform : AwsSecurityGroupOutput.CloudFormation };
        var (small, large) = (Rules(0, 25), Rules(0, 57));

        var (before, after) = (Names(small.ToAwsSecurityGroup(options)), Names(large.ToAwsSecurityGroup(options)));

        // In a template, a rule that moves is a new resource, which is created before the old one is removed.
        var moved = terraform ? 0 : Places(large, s_split).Count(rule => Places(small, s_split).ContainsKey(rule.Key) && rule.Value != 1);
        Assert.That(before.Except(after, StringComparer.Ordinal).Count(), Is.EqualTo(moved));
        Assert.That(moved, Is.LessThan(15));

        IEnumerable<string> Names(string output) => terraform
            ? output.Split('\n').Where(line => line.StartsWith("resource ", StringComparison.Ordinal) || line.StartsWith("variable ", StringComparison.Ordinal))
            : System.Text.Json.Nodes.JsonNode.Parse(output)!["Resources"]!.AsObject().Select(resource => resource.Key).Append("SecurityGroupId");
    }

    [TestCase(OnOverflow.Split)]
    [TestCase(OnOverflow.PrefixList)]
    [TestCase(OnOverflow.Summarize)]
    public void The_advice_of_a_refusal_works(OnOverflow way)
    {
        var rules = Rules(0, 113);
        var refused = Assert.Throws<LimitExceededException>(() => rules.ToAwsSecurityGroup())!;

        var remedy = refused.Remedies.Single(remedy => remedy.Kind.ToString() == way.ToString());
        var options = new AwsSecurityGroupOptions { OnOverflow = way };
        if (way == OnOverflow.PrefixList)
        {
            options = options with { MaxRules = (int)remedy.Amount!.Value };
        }

        var outputs = Enum.GetValues<AwsSecurityGroupOutput>().Except([AwsSecurityGroupOutput.CliInput]);
        if (way == OnOverflow.PrefixList)
        {
            outputs = outputs.Except([AwsSecurityGroupOutput.Json, AwsSecurityGroupOutput.TerraformVariables]);
        }

        foreach (var output in outputs)
        {
            // A list in a template has at most 100 entries, and that refusal leads to the other outputs.
            if (way == OnOverflow.PrefixList && output == AwsSecurityGroupOutput.CloudFormation)
            {
                var next = Assert.Throws<LimitExceededException>(() => rules.ToAwsSecurityGroup(options with { Output = output }))!;
                Assert.That(next.Remedies.Select(one => one.Kind), Is.EqualTo(new[] { LimitRemedyKind.ScriptOrTerraform }));
                continue;
            }

            Assert.That(() => rules.ToAwsSecurityGroup(options with { Output = output }), Throws.Nothing);
        }
    }

    [TestCase(500, 60)]
    [TestCase(900, 60)]
    [TestCase(950, 60)]
    [TestCase(1100, 60)]
    [TestCase(700, 1000)]
    public void The_advice_of_a_refused_split_works_and_does_not_go_in_circles(int prefixes, int maxRules)
    {
        var rules = Rules(0, prefixes);
        var options = s_split with { MaxRules = maxRules };
        LimitExceededException refused;
        try
        {
            rules.ToAwsSecurityGroup(options);
            return;
        }
        catch (LimitExceededException e)
        {
            refused = e;
        }

        Assert.That(refused.Remedies, Is.Not.Empty);
        foreach (var remedy in refused.Remedies.Where(remedy => remedy.Kind != LimitRemedyKind.SeveralOutputs))
        {
            var followed = remedy.Kind switch
            {
                LimitRemedyKind.LessSplitHeadroom => options with { SplitHeadroom = (int)remedy.Amount!.Value },
                LimitRemedyKind.PrefixList => options with { OnOverflow = OnOverflow.PrefixList, MaxRules = (int)remedy.Amount!.Value },
                LimitRemedyKind.Summarize => options with { OnOverflow = OnOverflow.Summarize },
                _ => throw new AssertionException($"an unexpected remedy: {remedy}"),
            };
            Assert.That(() => rules.ToAwsSecurityGroup(followed), Throws.Nothing, remedy.ToString());
        }
    }

    [Test]
    public void From_one_full_group_the_advice_leads_through_a_split_of_the_older_rules()
    {
        var (old, updated) = (Rules(0, 57), Rules(20, 110));
        var terraform = new AwsSecurityGroupOptions { Output = AwsSecurityGroupOutput.Terraform };
        Assert.That(() => Rules(20, 75).EmitUpdate(old, new AwsSecurityGroupEmitter(terraform)), Throws.TypeOf<LimitExceededException>()
            .With.Message.Contains("OnOverflow.Split into 2 groups, first for the older rules, then for the newer ones"));

        foreach (var createsFirst in new[] { false, true })
        {
            var history = new SecurityGroupHistory(60, new Random(7));
            history.Apply(AwsSecurityGroupPlan.Of(old, terraform), createsFirst);
            history.Apply(AwsSecurityGroupPlan.Of(old, s_split), createsFirst);
            history.Apply(AwsSecurityGroupPlan.Of(updated, s_split), createsFirst);
            Assert.That(history.Wrong, Is.Empty);
        }
    }

    private static void ReplayRandomHistories(int histories)
    {
        for (var seed = 0; seed < histories; seed++)
        {
            var random = new Random(seed);
            var history = new SecurityGroupHistory(60, random);
            var prefixes = Enumerable.Range(0, random.Next(1, 120)).ToHashSet();
            for (var document = 0; document < Documents; document++)
            {
                history.Apply(AwsSecurityGroupPlan.Of(Rules(prefixes), s_split), createsFirst: seed % 2 == 0);
                Assert.That(history.Wrong, Is.Empty, $"seed {seed}, document {document}, {prefixes.Count} prefixes");

                // Mostly small changes, at times almost everything.
                var change = random.Next(10) == 0 ? 0.9 : 0.1;
                prefixes.RemoveWhere(_ => random.NextDouble() < change);
                prefixes.UnionWith(Enumerable.Range(0, random.Next(1, (int)(300 * change))).Select(_ => random.Next(4000)).Take(240 - prefixes.Count));
            }
        }
    }

    private static Dictionary<string, int> Places(RuleSet rules, AwsSecurityGroupOptions options)
        => AwsReader.Read("aws-cli", rules.ToAwsSecurityGroup(options))
            .ToDictionary(permission => permission.Remote.ToString(), permission => permission.Group, StringComparer.Ordinal);

    private static RuleSet Rules(int first, int end) => Rules(Enumerable.Range(first, end - first));

    private static RuleSet Rules(IEnumerable<int> numbers) => RuleSet.Of(Rule.Ingress(
        Sets.Of([.. numbers.Select(i => Cidr.Parse($"44.{i >> 7}.{2 * (i & 127)}.0/24"))]), Protocol.Tcp, 443, "some"));
}
