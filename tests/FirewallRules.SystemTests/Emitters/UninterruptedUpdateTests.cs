namespace FirewallRules.SystemTests;

/// <summary>While an update of a real document is applied or reverted, traffic that both versions allow is never refused.</summary>
[TestFixtureSource(typeof(OutputForms), nameof(OutputForms.EnforcingOnce))]
[Kernel]
public sealed class UninterruptedUpdateTests(OutputForm form)
{
    private const int Port = 443;
    private const int Times = 2;
    private const int Targets = 400;

    private static readonly DefaultDeny s_deny = new();

    private static IEnumerable<TestCaseData> Documents
        => Versions.Pairs.Skip(2).Select(pair => new TestCaseData(pair.Old, pair.New).SetArgDisplayNames($"{pair.Old} to {pair.New}"));

    [OneTimeSetUp]
    public void RequireTools() => Tool.Require(form.Tools);

    [TestCaseSource(nameof(Documents))]
    public void What_both_versions_allow_is_never_refused(int oldVersion, int newVersion)
    {
        var (old, updated) = Versions.Rules(oldVersion, newVersion);
        using var wire = new Wire(Neighbours.Discovered);
        using var listeners = Listeners.Open(wire.World, Port);
        string[] updates = [form.WriteUpdate(old, updated, s_deny), form.WriteUpdate(updated, old, s_deny)];
        form.Apply(wire.Host, old, s_deny);
        using var loop = new ConnectLoop(wire.Host, [.. Shared(old, updated)]);

        for (var time = 0; time < Times; time++)
        {
            form.Load(wire.Host, updates[time % updates.Length]).MustSucceed();
        }

        // On a busy machine World's own queue of connections overflows at times; the kernel counts that, and the firewall is not the cause.
        Assert.That(loop.Stop().Skip(wire.DroppedByListeners()), Is.Empty, form.ToString());
        Assert.That(loop.Count, Is.GreaterThan(Times));
    }

    // Many, so that no connection takes the ports of one just closed, which the kernel sometimes mistakes for it.
    private static IEnumerable<Target> Shared(RuleSet old, RuleSet updated)
    {
        var both = Allowed(old).Intersect(Allowed(updated));
        foreach (var family in new[] { both.IPv4, both.IPv6 })
        {
            foreach (var prefix in family.Take(4))
            {
                var count = (int)System.Numerics.BigInteger.Min(prefix.AddressCount, Targets / 8);
                for (var i = 0; i < count; i++)
                {
                    yield return new Target(Address.Offset(prefix.FirstAddress, i), Port);
                }
            }
        }
    }

    private static AddressSet Allowed(RuleSet rules) => rules.Rules
        .Where(rule => rule.Direction == Direction.Egress && rule.Protocol == Protocol.Tcp && rule.Ports.Any(run => run.First <= Port && Port <= run.Last))
        .Aggregate(AddressSet.Empty, (set, rule) => set.Union(rule.Remote.Addresses));
}
