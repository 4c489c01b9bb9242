using FirewallRules.Networks;

namespace FirewallRules.Tests.Networks;

public sealed class EngineWarmUpTests
{
    // It runs on a thread of its own, where an exception would end the process.
    [Test]
    public void The_warm_up_merges_a_list() => Assert.That(EngineWarmUp.Run(), Is.EqualTo("10.0.0.0/8\n192.0.2.1/32\n".Length));
}
