using FirewallRules.Emitters;
using FirewallRules.Tests.IpRanges;

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
        var variable = $"security_group_ids=[\"{group}\"]";

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

    [Test]
    public void Applies_one_document_after_the_other_to_groups_that_share_the_rules()
    {
        TerraformFolder.RequireTools();
        using var server = MotoServer.Start();
        string[] groups = [.. Enumerable.Range(0, 5).Select(_ => server.NewGroup())];
        var folder = new TerraformFolder(server);
        var variable = $"security_group_ids=[{string.Join(",", groups.Select(group => $"\"{group}\""))}]";
        (int, string)[] before = [];

        foreach (var document in RealDocuments.ByDate.Where(document => document.TryGetSection(Section.Synthetics, out _)))
        {
            var rules = RuleSet.For(document, Section.Synthetics);
            var options = new AwsSecurityGroupOptions { Output = AwsSecurityGroupOutput.Terraform, OnOverflow = OnOverflow.Split };
            folder.Write(rules.ToAwsSecurityGroup(options));
            if (before.Length == 0)
            {
                folder.Run("init", "-input=false", "-no-color");
            }

            var applied = folder.Run("apply", "-input=false", "-no-color", "-auto-approve", "-var", variable).Output;

            var state = GroupState.Of(server, groups).ToString();
            Assert.That(state, Is.EqualTo($"egress -1 -1--1: 0.0.0.0/0\n{GroupState.Of(rules)}"));
            (int, string)[] after =
                [.. AwsSecurityGroupPlan.Of(rules, options).Groups.SelectMany((group, i) => group.Select(entry => (i, entry.Key)))];
            var (added, removed) = (after.Except(before).Count(), before.Except(after).Count());
            Assert.That(applied, Does.Contain($"Apply complete! Resources: {added} added, 0 changed, {removed} destroyed."));
            before = after;
        }
    }
}
