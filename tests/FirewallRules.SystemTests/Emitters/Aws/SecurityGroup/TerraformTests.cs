namespace FirewallRules.SystemTests;

/// <summary>The configuration with the real provider, against a server that answers as AWS does.</summary>
[Platform("Unix")]
[Tools]
public sealed class TerraformTests
{
    [Test]
    public void Is_formatted_valid_and_applied_once_and_for_all()
    {
        TerraformFolder.RequireTools();
        using var server = MotoServer.Start();
        var group = server.NewGroup();
        var folder = new TerraformFolder(server);
        folder.Write(AwsSamples.Old.ToAwsSecurityGroup(new AwsSecurityGroupOptions { Output = AwsSecurityGroupOutput.Terraform, MaxRules = 200 }));
        var variable = $"security_group_id={group}";

        folder.Run("fmt", "-check", "-diff");
        folder.Run("init", "-input=false", "-no-color");
        folder.Run("validate", "-no-color");
        folder.Run("apply", "-input=false", "-no-color", "-auto-approve", "-var", variable);

        var state = GroupState.Of(server, group).ToString();
        Assert.That(state, Is.EqualTo($"egress -1 -1--1: 0.0.0.0/0\n{GroupState.Of(AwsSamples.Old)}"));
        folder.Run("plan", "-input=false", "-no-color", "-detailed-exitcode", "-var", variable);

        // Lists, groups and covers have the same form; only their syntax is checked here.
        foreach (var options in new[]
        {
            new AwsSecurityGroupOptions { OnOverflow = OnOverflow.Split },
            new AwsSecurityGroupOptions { OnOverflow = OnOverflow.PrefixList, MaxRules = 1000 },
        })
        {
            folder.Write(AwsSamples.Old.ToAwsSecurityGroup(options with { Output = AwsSecurityGroupOutput.Terraform }));
            folder.Run("fmt", "-check", "-diff");
            folder.Run("validate", "-no-color");
        }
    }
}
