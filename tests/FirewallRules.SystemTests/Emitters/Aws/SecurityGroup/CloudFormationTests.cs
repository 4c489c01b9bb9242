namespace FirewallRules.SystemTests;

/// <summary>The templates before cfn-lint.</summary>
[Platform("Unix")]
[Tools]
public sealed class CloudFormationTests
{
    [OneTimeSetUp]
    public void RequireTools() => Tool.RequireCommands("cfn-lint");

    [Test]
    public void Are_clean()
    {
        var files = new[] { OnOverflow.Split, OnOverflow.PrefixList }.Select(overflow =>
        {
            var options = new AwsSecurityGroupOptions
            {
                Output = AwsSecurityGroupOutput.CloudFormation,
                OnOverflow = overflow,
                MaxRules = overflow == OnOverflow.Split ? 60 : 500,
            };
            var path = Scratch.NewPath() + ".json";
            File.WriteAllText(path, AwsSamples.Old.ToAwsSecurityGroup(options));
            return path;
        });

        var lint = Shell.Run("cfn-lint", [.. files]);

        Assert.That(lint.ExitCode, Is.Zero, lint.ToString());
        Assert.That(lint.Output.Trim(), Is.Empty);
    }
}
