using FirewallRules.Emitters;
using FirewallRules.Emitters.AwsSecurityGroup;

namespace FirewallRules.SystemTests;

/// <summary>The templates before cfn-lint.</summary>
[Platform("Unix")]
[Tools]
public sealed class CloudFormationTests
{
    [OneTimeSetUp]
    public void RequireTools() => Tool.RequireCommands("cfn-lint");

    [TestCase(AwsSecurityGroupOutput.CloudFormationJson, ".json")]
    [TestCase(AwsSecurityGroupOutput.CloudFormationYaml, ".yaml")]
    public void Are_clean(AwsSecurityGroupOutput output, string extension)
    {
        var files = new[] { OnOverflow.Split, OnOverflow.PrefixList }.Select(overflow =>
        {
            var options = new AwsSecurityGroupOptions { Output = output, OnOverflow = overflow, MaxRules = overflow == OnOverflow.Split ? 60 : 500 };
            var path = Scratch.NewPath() + extension;
            File.WriteAllText(path, AwsSamples.Old.ToAwsSecurityGroup(options));
            return path;
        });

        var lint = Shell.Run("cfn-lint", [.. files], timeout: TimeSpan.FromMinutes(2));

        Assert.That(lint.ExitCode, Is.Zero, lint.ToString());
        Assert.That(lint.Output.Trim(), Is.Empty);
    }
}
