namespace FirewallRules.Tests.Conventions;

public sealed class PublicApiTests
{
    [Test]
    public void The_public_API_is_the_approved_one()
        => Approved.Verify("PublicApi.txt", PublicApi.Of(typeof(FirewallRules.Networks.Cidr).Assembly));
}
