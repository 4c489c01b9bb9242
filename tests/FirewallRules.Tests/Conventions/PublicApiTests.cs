using PublicApiGenerator;

namespace FirewallRules.Tests.Conventions;

public sealed class PublicApiTests
{
    [TestCase(typeof(Cidr))]
    [TestCase(typeof(IpRangesClient))]
    public void The_public_API_is_the_approved_one(Type member)
        => Approved.Verify(
            $"PublicApi/{member.Assembly.GetName().Name}.txt",
            member.Assembly.GeneratePublicApi(new ApiGeneratorOptions { IncludeAssemblyAttributes = false, DenyNamespacePrefixes = [] }) + "\n");
}
