namespace FirewallRules.SystemTests;

/// <summary>A folder with a configuration and the real provider, which talks to a server that answers as AWS does.</summary>
internal sealed class TerraformFolder
{
    private static readonly TimeSpan s_timeout = TimeSpan.FromMinutes(5);

    private readonly string _folder = Scratch.NewFolder();
    private readonly Dictionary<string, string> _environment;

    public TerraformFolder(MotoServer server, string region = "us-east-1")
    {
        _environment = new Dictionary<string, string>(server.Environment, StringComparer.Ordinal)
        {
            ["TF_CLI_CONFIG_FILE"] = Scratch.Write(
                "provider_installation {\n  filesystem_mirror {\n"
                + $"    path    = \"{Mirror()}\"\n    include = [\"registry.terraform.io/hashicorp/aws\"]\n"
                + "  }\n}\n"),
            ["TF_IN_AUTOMATION"] = "1",
            ["CHECKPOINT_DISABLE"] = "1",
        };
        File.WriteAllText(Path.Combine(_folder, "provider.tf"), Provider(server.Url, region));
    }

    /// <summary>Skips the running test where terraform, its provider or the server is missing.</summary>
    public static void RequireTools()
    {
        Tool.RequireCommands("terraform", "aws", "moto_server");
        if (Mirror() is null)
        {
            FullRun.Missing("there is no folder with the provider hashicorp/aws; name it in FIREWALLRULES_TF_MIRROR");
        }
    }

    /// <summary>Puts the module of this project beside the configuration.</summary>
    public void CopyModule()
    {
        var target = Directory.CreateDirectory(Path.Combine(_folder, "aws-security-group"));
        foreach (var file in Directory.GetFiles(SourceRoot.Combine("deploy", "terraform", "aws-security-group"), "*.tf"))
        {
            File.Copy(file, Path.Combine(target.FullName, Path.GetFileName(file)));
        }
    }

    public void WriteVariables(string json) => File.WriteAllText(Path.Combine(_folder, "rules.auto.tfvars.json"), json);

    public void Write(string configuration) => File.WriteAllText(Path.Combine(_folder, "rules.tf"), configuration);

    public CommandResult Run(params string[] arguments) => TryRun(arguments).MustSucceed();

    public CommandResult TryRun(params string[] arguments)
        => Shell.Run("terraform", [$"-chdir={_folder}", .. arguments], environment: _environment, timeout: s_timeout);

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
            && Directory.EnumerateFiles(
                Path.Combine(place, "registry.terraform.io", "hashicorp", "aws"), "terraform-provider-aws*", SearchOption.AllDirectories)
                .Any());
    }

    private static string Provider(string url, string region) => $$"""
        provider "aws" {
          region                      = "{{region}}"
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
            wafv2   = "{{url}}"
          }
        }

        """;
}
