using FirewallRules.Client;

namespace FirewallRules.Tests.Client;

public sealed class WatchScheduleTests
{
    [TestCase(0, null, 0.0, ExpectedResult = 3600)]
    [TestCase(0, null, 0.5, ExpectedResult = 3780)]
    [TestCase(0, null, 1.0, ExpectedResult = 3960)]
    [TestCase(1, null, 0.0, ExpectedResult = 15)]
    [TestCase(1, null, 1.0, ExpectedResult = 30)]
    [TestCase(2, null, 1.0, ExpectedResult = 60)]
    [TestCase(6, null, 1.0, ExpectedResult = 960)]
    [TestCase(7, null, 1.0, ExpectedResult = 1800)]
    [TestCase(int.MaxValue, null, 0.0, ExpectedResult = 900)]
    [TestCase(1, 20, 0.0, ExpectedResult = 20)]
    [TestCase(1, 20, 1.0, ExpectedResult = 30)]
    [TestCase(9, 7200, 1.0, ExpectedResult = 7200)]
    [TestCase(1, 1_000_000, 1.0, ExpectedResult = 86_400)]
    public double The_wait_is_the_documented_one(int failures, int? retryAfter, double random)
        => new WatchSchedule(TimeSpan.FromHours(1), 0.1, TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(30), () => random)
            .Next(failures, retryAfter is { } seconds ? TimeSpan.FromSeconds(seconds) : null).TotalSeconds;
}
