namespace FirewallRules.SystemTests;

/// <summary>Random rule sets are loaded, do what they say as the tools list it, are updated to other ones, and are removed.</summary>
[TestFixtureSource(typeof(OutputForms), nameof(OutputForms.Once))]
[Kernel]
public sealed class RandomLoadingTests(OutputForm form)
{
    private const int Count = 4;

    [OneTimeSetUp]
    public void RequireTools() => Tool.Require(form.Tools);

    [Test]
    public void Each_is_equal_after_loading_and_gone_after_removing()
    {
        foreach (var random in Seed.Randoms())
        {
            using var network = new NetworkNamespace();
            if (form is NftablesForm)
            {
                form.Prepare(network);
            }

            var before = NetworkState.Of(network).ToString();
            for (var i = 0; i < Count; i++)
            {
                var rules = RandomRuleSets.One(random);
                var deny = form.CanDeny && random.Next(2) == 0 ? new DefaultDeny { LogsPerMinute = 5, AllowDns = true } : null;
                form.Load(network, form.Write(rules, deny)).MustSucceed();
                if (form.HasRules)
                {
                    form.Attach(network);
                }

                var findings = rules.Verify(form.Read(network, deny)).Findings.Where(IsOurs);
                Assert.That(findings, Is.Empty, $"{i}: {rules}");
                if (form.HasRules)
                {
                    form.Detach(network);
                }

                form.Load(network, form.Write(rules, remove: true)).MustSucceed();
                Assert.That(NetworkState.Of(network).ToString(), Is.EqualTo(before), $"{i}: {rules}");
            }
        }

        Assert.That(File.Exists(RandomRuleSets.Trap), Is.False);
    }

    // The user's own firewall decides about some addresses.
    private static bool IsOurs(LiveFinding finding) => finding.Kind is not (LiveFindingKind.Overridden or LiveFindingKind.Unknown);
}
