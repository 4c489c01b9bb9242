using FirewallRules.Networks;

namespace FirewallRules.Tests.Networks;

public sealed class EngineWarmUpTests
{
    // Nobody could catch what is thrown on a thread that nobody waits for.
    [Test]
    public void What_is_merged_first_is_a_list() => Assert.That(EngineWarmUp.Run(), Is.EqualTo("10.0.0.0/8\n192.0.2.1/32\n".Length));
}
