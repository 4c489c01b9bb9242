namespace FirewallRules.Tests.Conventions;

public sealed class PublicApiTests
{
    [TestCase(typeof(Cidr))]
    [TestCase(typeof(IpRangesClient))]
    public void The_public_API_is_the_approved_one(Type member)
        => Approved.Verify($"PublicApi/{member.Assembly.GetName().Name}.txt", PublicApi.Of(member.Assembly));
}
