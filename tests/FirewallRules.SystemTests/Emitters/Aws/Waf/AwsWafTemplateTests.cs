namespace FirewallRules.SystemTests;

/// <summary>The templates for IP sets before cfn-lint, and the configuration with the real provider.</summary>
[Platform("Unix")]
[Tools]
public sealed class AwsWafTemplateTests
{
    [Test]
    public void Templates_are_clean()
    {
        Tool.RequireCommands("cfn-lint");
        string[] templates =
        [
            WafSamples.Old.ToAwsWaf(new() { Output = AwsWafOutput.CloudFormation }),
            WafSamples.New.ToAwsWaf(new() { Output = AwsWafOutput.CloudFormation, Scope = AwsWafScope.CloudFront, NamePrefix = "edge" }),
            RuleSet.For(Section.Webhooks, Section.Synthetics).ToAwsWaf(new() { Output = AwsWafOutput.CloudFormation }),
        ];
        var files = templates.Select(template =>
        {
            var path = Scratch.NewPath() + ".json";
            File.WriteAllText(path, template);
            return path;
        });

        var lint = Shell.Run("cfn-lint", [.. files]);

        Assert.That((lint.ExitCode, lint.Output.Trim()), Is.EqualTo((0, "")), lint.ToString());
    }

    [Test]
    public void Terraform_is_formatted_valid_and_applied_and_names_stay()
    {
        TerraformFolder.RequireTools();
        using var server = MotoServer.Start();
        var folder = new TerraformFolder(server);
        folder.Write(Write(WafSamples.Old));
        folder.Run("fmt", "-check", "-diff");
        folder.Run("init", "-input=false", "-no-color");
        folder.Run("validate", "-no-color");
        folder.Run("apply", "-input=false", "-no-color", "-auto-approve");
        var ids = Ids(server);
        folder.Run("plan", "-input=false", "-no-color", "-detailed-exitcode");

        folder.Write(Write(WafSamples.New));
        folder.Run("fmt", "-check", "-diff");
        var applied = folder.Run("apply", "-input=false", "-no-color", "-auto-approve").Output;
        Assert.That(applied, Does.Contain("0 added, 2 changed, 0 destroyed"));
        Assert.That(Ids(server), Is.EqualTo(ids), "updated in place");
        Assert.That(
            folder.Run("output", "-json").Output,
            Does.Contain("datadog_one__two_ipv4_arn").And.Contain("datadog_one__two_ipv6_arn").And.Contain("arn:aws:wafv2:"));
        folder.Run("plan", "-input=false", "-no-color", "-detailed-exitcode");
    }

    [Test]
    public void Several_outputs_are_valid_in_one_folder()
    {
        TerraformFolder.RequireTools();
        using var server = MotoServer.Start();
        var folder = new TerraformFolder(server);
        folder.Write(Write(WafSamples.Old) + Write(RuleSet.For(Section.Webhooks)) + Write(RuleSet.For(Section.Synthetics))
            + WafSamples.Old.ToAwsWaf(new() { Output = AwsWafOutput.Terraform, NamePrefix = "edge", Scope = AwsWafScope.CloudFront })
            + RuleSet.For(Section.Webhooks).ToAwsSecurityGroup(new() { Output = AwsSecurityGroupOutput.Terraform }));

        folder.Run("init", "-input=false", "-no-color");
        folder.Run("validate", "-no-color");
    }

    private static string Write(RuleSet rules) => rules.ToAwsWaf(new() { Output = AwsWafOutput.Terraform });

    private static List<string> Ids(MotoServer server)
        => [.. server.Aws("wafv2", "list-ip-sets", "--scope", "REGIONAL")!["IPSets"]!.AsArray().Select(set => $"{set!["Name"]} {set["Id"]}")];
}
