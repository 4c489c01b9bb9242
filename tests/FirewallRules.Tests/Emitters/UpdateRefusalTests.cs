namespace FirewallRules.Tests.Emitters;

/// <summary>An update that cannot be correct is refused with a remedy before anything is written.</summary>
public sealed class UpdateRefusalTests
{
    private static readonly RuleSet Nothing = RuleSet.Of(Rule.Egress(AddressSet.Empty, Protocol.Tcp, 443, "some"));

    private static IEnumerable<EmitterCase> Removals => EmitterCases.All.Where(one => one.Name.Contains("remove", StringComparison.Ordinal));

    private static IEnumerable<TestCaseData> Cases()
    {
        foreach (var output in new[] { AwsSecurityGroupOutput.Cli, AwsSecurityGroupOutput.Json })
        {
            yield return Case(
                "split new",
                Many(0, 40),
                Many(0, 61),
                Aws(new() { Output = output, OnOverflow = OnOverflow.Split }),
                "use Emit for the newer rules");
            yield return Case(
                "split old",
                Many(0, 61),
                Many(0, 40),
                Aws(new() { Output = output, OnOverflow = OnOverflow.Split }),
                "use Emit for the newer rules");
        }

        foreach (var output in Enum.GetValues<AwsSecurityGroupOutput>().Except([AwsSecurityGroupOutput.CliInput]))
        {
            yield return Case(
                "too many together",
                Many(0, 40),
                Many(20, 60),
                Aws(new() { Output = output, MaxRules = 59 }),
                "old and new ones together: 60 needed, the limit is 59. Possible remedies: a higher quota and MaxRules = 60; "
                    + "OnOverflow.Split into 2 groups, first for the older rules, then for the newer ones; several updates");
            yield return Case("too many", Many(0, 40), Many(0, 61), Aws(new() { Output = output }), "61 needed, the limit is 60");
        }

        yield return Case(
            "a list that has to grow meanwhile",
            Many(0, 900),
            Many(800, 1700),
            Aws(new() { OnOverflow = OnOverflow.PrefixList, MaxRules = 1000 }),
            "1700 needed, the limit is 1000");
        foreach (var (old, updated, way) in new[]
        {
            (60, 70, "PrefixListSize = 128, and apply the output for the older rules with this option first."),
            (70, 60, "PrefixListSize = 128, its present size."),
        })
        {
            yield return Case(
                $"a list of {old} entries that gets another size",
                Many(0, old),
                Many(0, updated),
                Aws(new() { OnOverflow = OnOverflow.PrefixList, MaxRules = 1000, Output = AwsSecurityGroupOutput.CloudFormation }),
                way);
        }

        yield return Case(
            "a list shrinks that other rules refer to",
            RuleSet.Of(Rule.Egress(Sets.Of("192.0.2.0/24"), Protocol.Tcp, [443, 80], "some")),
            RuleSet.Of(Rule.Egress(Sets.Of("192.0.2.0/25"), Protocol.Tcp, 80, "some"), Rule.Egress(Sets.Of("192.0.2.0/24"), Protocol.Tcp, 443, "others")),
            Aws(new() { OnOverflow = OnOverflow.PrefixList }),
            "one after the other");
        foreach (var output in new[] { AzureNsgOutput.Arm, AzureNsgOutput.Bicep })
        {
            yield return Case(
                "a rule is removed",
                SampleRules.AllSections,
                SampleRules.Logs,
                new AzureNsgEmitter(new() { Output = output }),
                "so that they would remain. Use AzureNsgOutput.Cli or FullNsg");
        }

        yield return Case(
            "too many addresses together",
            Many(0, 40),
            Own(2, 3, 4),
            new AzureNsgEmitter(new() { Output = AzureNsgOutput.Cli, MaxAddresses = 42 }),
            "destination addresses of an NSG during the update, old and new ones together: 43 needed, the limit is 42");
        yield return Case(
            "too many rules together",
            Own(1, 2, 3),
            Own(2, 3, 4),
            new AzureNsgEmitter(new() { Output = AzureNsgOutput.Cli, MaxRules = 3 }),
            "together: 4 needed, the limit is 3");
        yield return Case(
            "a deny of everything",
            SampleRules.Logs,
            Nothing,
            new NftablesEmitter(new() { Mode = NftablesMode.Table, DefaultDeny = new() }),
            "would block all traffic");
    }

    [TestCaseSource(nameof(Cases))]
    public void Reports_the_reason_and_writes_nothing(RuleSet old, RuleSet updated, IRuleEmitter emitter, string why)
    {
        using var writer = new StringWriter();

        Assert.That(() => updated.EmitUpdate(old, emitter, writer), Throws.InstanceOf<EmitterException>().With.Message.Contains(why));
        Assert.That(writer.ToString(), Is.Empty);
    }

    [TestCaseSource(nameof(Removals))]
    public void Is_no_removal(EmitterCase one)
        => Assert.That(
            () => UpdateSamples.Updated.EmitUpdate(UpdateSamples.Old, one.Emitter),
            Throws.TypeOf<EmitterOptionsException>().With.Property("Error").EqualTo(EmitterOptionsError.RemoveIsNotAnUpdate));

    [Test]
    public void What_fits_side_by_side_is_written()
        => Assert.That(Many(20, 60).EmitUpdate(Many(0, 40), Aws(new())), Does.Contain("wanted").Or.Contain("added()"));

    [Test]
    public void From_no_rules_to_some_rules_is_not_a_deny_of_everything()
        => Assert.That(SampleRules.Logs.EmitUpdate(Nothing, new NftablesEmitter(new() { Mode = NftablesMode.Table, DefaultDeny = new() })), Is.Not.Empty);

    [Test]
    public void An_emitter_without_update_support_writes_the_complete_output()
    {
        var emitter = new Plain();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(UpdateSamples.Updated.EmitUpdate(UpdateSamples.Old, emitter), Is.EqualTo("all\n"));
            Assert.That(UpdateSamples.Again.EmitUpdate(UpdateSamples.Updated, emitter), Is.Empty);
        }
    }

    private static RuleSet Many(int first, int end)
        => RuleSet.Of(Rule.Egress(
            AddressSet.Of([.. Enumerable.Range(first, end - first).Select(i => Cidr.Parse($"44.{i / 128}.{i % 128 * 2}.0/24"))]),
            Protocol.Tcp,
            443,
            "some"));

    private static RuleSet Own(params int[] ports)
        => RuleSet.Of([.. ports.Select(port => Rule.Egress(Sets.Of("192.0.2.0/24"), Protocol.Tcp, port, $"on {port}"))]);

    private static AwsSecurityGroupEmitter Aws(AwsSecurityGroupOptions options) => new(options);

    private static TestCaseData Case(string name, RuleSet old, RuleSet updated, IRuleEmitter emitter, string why)
        => new TestCaseData(old, updated, emitter, why).SetArgDisplayNames(emitter.Name, name);

    private sealed class Plain : IRuleEmitter
    {
        public string Name => "plain";

        public void Emit(RuleSet rules, TextWriter writer) => writer.Write("all\n");
    }
}
