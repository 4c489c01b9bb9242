using FirewallRules.Tests.IpRanges;

namespace FirewallRules.Tests.Emitters;

public sealed class AllocationTests
{
    // A string of n characters takes 2n bytes, and a StringWriter that grows to it about as much again. The rest is the rule set, the
    // names and the header, which do not grow with the prefixes. Forty times leaves room for another runtime, and none for a string or
    // an object for each address.
    private const int TimesTheOutput = 40;

    // The prefixes themselves go through one buffer: here it is the string, its writer, and what they are copied from.
    private const int TimesALargeOutput = 8;

    [Test]
    public void The_first_sentence_is_cheap()
        => Assert.That(
            Allocated(() => RuleSet.For(RealDocuments.Sample, Section.Logs).ToIptables(), out var text), Is.LessThan((long)TimesTheOutput * text.Length));

    [Test]
    public void Many_prefixes_cost_no_object_each()
    {
        var random = new Random(1);
        var many = RuleSet.Of(Rule.Egress(Sets.Of([.. Enumerable.Range(0, 50_000).Select(_ => RandomPrefixes.One(random))]), Protocol.Tcp, 443, "many"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Allocated(() => many.ToIptables(), out var iptables), Is.LessThan((long)TimesALargeOutput * iptables.Length));
            Assert.That(Allocated(() => many.ToNftables(), out var nftables), Is.LessThan((long)TimesALargeOutput * nftables.Length));
        }
    }

    private static long Allocated(Func<string> make, out string text)
    {
        make();
        make();
        var before = GC.GetAllocatedBytesForCurrentThread();
        text = make();
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        TestContext.Out.WriteLine($"{allocated} bytes for {text.Length} characters");
        return allocated;
    }
}
