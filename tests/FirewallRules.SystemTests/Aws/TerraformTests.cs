using FirewallRules.Emitters;
using FirewallRules.Emitters.AwsSecurityGroup;

namespace FirewallRules.SystemTests;

/// <summary>The configuration with the real provider, against a server that answers as AWS does.</summary>
[Platform("Unix")]
[Parallelizable]
public sealed class TerraformTests
{
    private static readonly TimeSpan s_timeout = TimeSpan.FromMinutes(3);

    [Test]
    public void Is_formatted_valid_and_applied_once_and_for_all()
    {
        Tool.RequireCloudCommands("terraform", "aws", "moto_server");
        var mirror = Mirror();
        if (mirror is null)
        {
            Tool.SkipCloud("there is no folder with the provider hashicorp/aws; name it in FIREWALLRULES_TF_MIRROR");
        }

        using var server = MotoServer.Start();
        var group = server.NewGroup();
        var folder = Scratch.NewFolder();
        var environment = new Dictionary<string, string>(server.Environment, StringComparer.Ordinal)
        {
            ["TF_CLI_CONFIG_FILE"] = Scratch.Write(
                $"provider_installation {{\n  filesystem_mirror {{\n    path    = \"{mirror}\"\n    include = [\"registry.terraform.io/hashicorp/aws\"]\n  }}\n}}\n"),
            ["TF_IN_AUTOMATION"] = "1",
            ["CHECKPOINT_DISABLE"] = "1",
        };
        File.WriteAllText(Path.Combine(folder, "rules.tf"), AwsSamples.Old.ToAwsSecurityGroup(new AwsSecurityGroupOptions { Output = AwsSecurityGroupOutput.Terraform, MaxRules = 200 }));
        File.WriteAllText(Path.Combine(folder, "provider.tf"), Provider(server.Url));
        var variable = $"security_group_id={group}";

        Run("fmt", "-check", "-diff");
        Run("init", "-input=false", "-no-color");
        Run("validate", "-no-color");
        Run("apply", "-input=false", "-no-color", "-auto-approve", "-var", variable);

        var state = GroupState.Of(server, group).ToString();
        Assert.That(state, Is.EqualTo($"egress -1 -1--1: 0.0.0.0/0\n{GroupState.Of(AwsSamples.Old)}"));
        Run("plan", "-input=false", "-no-color", "-detailed-exitcode", "-var", variable);

        // Lists, groups and covers are of the same make; here only their language is checked.
        foreach (var options in new[] { new AwsSecurityGroupOptions { OnOverflow = OnOverflow.Split }, new AwsSecurityGroupOptions { OnOverflow = OnOverflow.PrefixList, MaxRules = 1000 } })
        {
            File.WriteAllText(Path.Combine(folder, "rules.tf"), AwsSamples.Old.ToAwsSecurityGroup(options with { Output = AwsSecurityGroupOutput.Terraform }));
            Run("fmt", "-check", "-diff");
            Run("validate", "-no-color");
        }

        void Run(params string[] arguments) => Shell.Run("terraform", [$"-chdir={folder}", .. arguments], environment: environment, timeout: s_timeout).MustSucceed();
    }

    private static string? Mirror()
    {
        string?[] places =
        [
            Environment.GetEnvironmentVariable("FIREWALLRULES_TF_MIRROR"),
            Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".terraform.d", "plugins"),
            Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "share", "terraform", "plugins"),
            "/usr/local/share/terraform/plugins",
            "/usr/share/terraform/plugins",
            .. Directory.Exists("/opt") ? Directory.GetDirectories("/opt") : [],
        ];
        return places.OfType<string>().FirstOrDefault(place => Directory.Exists(Path.Combine(place, "registry.terraform.io", "hashicorp", "aws"))
            && Directory.EnumerateFiles(Path.Combine(place, "registry.terraform.io", "hashicorp", "aws"), "terraform-provider-aws*", SearchOption.AllDirectories).Any());
    }

    private static string Provider(string url) => $$"""
        provider "aws" {
          region                      = "us-east-1"
          access_key                  = "testing"
          secret_key                  = "testing"
          skip_credentials_validation = true
          skip_metadata_api_check     = true
          skip_requesting_account_id  = true
          skip_region_validation      = true

          endpoints {
            ec2     = "{{url}}"
            sts     = "{{url}}"
            route53 = "{{url}}"
            iam     = "{{url}}"
          }
        }

        """;
}
