using FirewallRules.Emitters;
using FirewallRules.Tests.IpRanges;

namespace FirewallRules.SystemTests;

/// <summary>The module that takes rules as data, with the real provider, against a server that answers as AWS does.</summary>
[Platform("Unix")]
[Tools]
public sealed class TerraformModuleTests
{
    private const string Root = """
        variable "datadog_rules" {
          type = any
        }

        variable "datadog_source" {
          type = list(string)
        }

        module "datadog" {
          source        = "./aws-security-group"
          rules         = var.datadog_rules
          create_groups = 5
          tags          = { owner = "test" }
        }

        module "again" {
          source             = "./aws-security-group"
          rules              = [for rule in var.datadog_rules : rule if rule.group == 0]
          security_group_ids = [module.datadog.security_group_ids[4]]
        }

        output "groups" {
          value = join(" ", module.datadog.security_group_ids)
        }

        output "prefixes" {
          value = length(flatten([for rule in var.datadog_rules : rule.prefixes if rule.direction == "ingress" && rule.family == "ipv4"]))
        }

        """;

    private static readonly AwsSecurityGroupOptions s_options = new() { Output = AwsSecurityGroupOutput.TerraformVariables, OnOverflow = OnOverflow.Split };

    [Test]
    public void Applies_one_document_after_the_other()
    {
        TerraformFolder.RequireTools();
        using var server = MotoServer.Start();
        var folder = new TerraformFolder(server);
        folder.CopyModule();
        folder.Write(Root);
        (int, string)[] before = [];

        foreach (var document in RealDocuments.ByDate.TakeLast(2))
        {
            var rules = RuleSet.For(document, Section.Synthetics, Section.Webhooks);
            folder.WriteVariables(rules.ToAwsSecurityGroup(s_options));
            if (before.Length == 0)
            {
                folder.Run("init", "-input=false", "-no-color");
                folder.Run("fmt", "-check", "-diff", "-recursive");
                folder.Run("validate", "-no-color");
            }

            folder.Run("apply", "-input=false", "-no-color", "-auto-approve");
            folder.Run("plan", "-input=false", "-no-color", "-detailed-exitcode");

            var groups = folder.Run("output", "-raw", "groups").Output.Split(' ');

            // Terraform revokes the egress rule that AWS gives to a new group.
            Assert.That(GroupState.Of(server, groups).ToString(), Is.EqualTo(GroupState.Of(rules).ToString()));
            (int, string)[] after = [.. AwsSecurityGroupPlan.Of(rules, s_options).Groups.SelectMany((group, i) => group.Select(entry => (i, entry.Key)))];
            var prefixes = after.Count(rule => !rule.Item2.Contains("::", StringComparison.Ordinal));
            Assert.That(folder.Run("output", "-raw", "prefixes").Output, Is.EqualTo($"{prefixes}"));
            before = after;
        }
    }

    [TestCase("\"prefixes\": [\"0.0.0.0/0\"]", "write a rule for any address yourself")]
    [TestCase("\"prefixes\": []", "The rules have no prefix")]
    [TestCase("\"prefixes\": [\"1.2.3.0/33\"]", "A prefix is not valid")]
    public void Refuses_what_would_open_or_close_everything(string prefixes, string why)
    {
        TerraformFolder.RequireTools();
        using var server = MotoServer.Start();
        var folder = new TerraformFolder(server);
        folder.CopyModule();
        folder.Write(Root);
        folder.WriteVariables("{\"datadog_source\": [], \"datadog_rules\": [{\"direction\": \"ingress\", \"protocol\": \"tcp\", \"from_port\": 443, "
            + $"\"to_port\": 443, \"family\": \"ipv4\", \"group\": 0, \"description\": \"x\", {prefixes}}}]}}");
        folder.Run("init", "-input=false", "-no-color");

        var refused = folder.TryRun("plan", "-input=false", "-no-color");

        Assert.That(refused.Succeeded, Is.False);
        Assert.That(refused.Error.Replace("\n", " ", StringComparison.Ordinal), Does.Contain(why));
    }
}
