namespace FirewallRules.SystemTests;

/// <summary>The verification script, with replacement commands that give prepared answers.</summary>
[Platform("Unix")]
[Tools]
public sealed class PrivateLinkVerifyTests
{
    private static readonly PrivateLink s_link = PrivateLink.For(Site.Us1, PrivateLinkService.Metrics, PrivateLinkService.Traces);
    private static readonly PrivateLinkOptions s_options = new() { VpcPrefixes = Samples.Set("10.0.0.0/16 192.0.2.128/25 100.64.0.0/16") };

    // What the service answers, by the name of its endpoint service.
    private static readonly string s_goodAws =
        "case $* in "
            + string.Concat(
                s_link.Endpoints.Select(endpoint => $"*{endpoint.ServiceName}*PrivateDnsName*) echo {endpoint.PrivateDnsName} ;; "))
            + "*describe-vpc-attribute*) echo True ;; *) exit 9 ;; esac";

    private const string GoodDig = "case $2 in trace.*) echo lime.intake.datadoghq.com. ; echo 10.0.255.255 ;; *) echo 10.0.0.0; echo 192.0.2.128 ;; esac";

    [TestCase("sh")]
    [TestCase("dash")]
    public void Succeeds_when_everything_is_correct(string shell)
    {
        Tool.RequireCommands(shell);

        var run = Run(shell, s_goodAws, GoodDig, "--vpc", "vpc-01234567").MustSucceed();

        Assert.That(run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries), Has.Exactly(2 + 2 + 3).Items.And.All.StartsWith("ok: "));
        Assert.That(run.Output, Does.Contain("trace.agent.datadoghq.com leads to 10.0.255.255").And.Contain("vpc-01234567 has enableDnsHostnames on"));
    }

    [TestCase("10.1.0.0")]
    [TestCase("9.255.255.255")]
    [TestCase("192.0.2.127")]
    [TestCase("192.0.3.0")]
    [TestCase("3.233.158.48")]
    public void Names_with_a_different_address_are_reported(string address)
    {
        var run = Run("sh", s_goodAws, $"case $2 in trace.*) echo 10.0.0.1; echo {address} ;; *) echo 10.0.0.1 ;; esac", "--skip-aws");

        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(run.Output, Does.Contain($"WRONG: trace.agent.datadoghq.com leads to {address} outside the VPC"));
        Assert.That(run.Output.Split('\n').Count(line => line.StartsWith("WRONG", StringComparison.Ordinal)), Is.EqualTo(1));
    }

    [TestCase("exit 9", "dig cannot ask for metrics.agent.datadoghq.com")]
    [TestCase("echo only.a.name.", "metrics.agent.datadoghq.com has no address")]
    [TestCase(":", "metrics.agent.datadoghq.com has no address")]
    public void Names_without_an_address_are_reported(string dig, string message)
    {
        var run = Run("sh", s_goodAws, dig, "--skip-aws");

        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(run.Output, Does.Contain("WRONG: " + message));
    }

    [TestCase("echo other.example", "is other.example and not metrics.agent.datadoghq.com")]
    [TestCase("echo denied >&2; exit 254", "is not found in us-east-1: denied")]
    [TestCase("case $* in *describe-vpc-attribute*) echo False ;; esac", "vpc-01234567 has enableDnsSupport off (False)")]
    public void Invalid_services_and_settings_are_reported(string aws, string message)
    {
        var run = Run("sh", aws, GoodDig, "--skip-dns", "--vpc", "vpc-01234567");

        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(run.Output, Does.Contain(message));
    }

    [TestCase("--nonsense")]
    [TestCase("--vpc")]
    [TestCase("--vpc vpc-1;id")]
    [TestCase("--region us-east-1x")]
    [TestCase("--region $(id)-1")]
    public void Invalid_arguments_are_refused(string arguments)
        => Assert.That(Run("sh", s_goodAws, GoodDig, arguments.Split(' ')).ExitCode, Is.EqualTo(2));

    [Test]
    public void A_server_without_these_services_is_reported()
    {
        Tool.RequireCommands("aws", "moto_server");
        using var server = MotoServer.Start();
        var network = PrivateLinkNetwork.Make(server, "us-east-1");

        var run = server.RunScript(s_link.ToVerifyScript(s_options), "--skip-dns", "--vpc", network.Id);

        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(
            run.Output.Split('\n')
                .Count(line => line.StartsWith("WRONG: com.amazonaws.vpce.us-east-1.vpce-svc-", StringComparison.Ordinal)
                    && line.Contains("InvalidServiceName", StringComparison.Ordinal)),
            Is.EqualTo(2));
        Assert.That(run.Output, Does.Contain($"ok: {network.Id} has enableDnsSupport on").And.Contain($"ok: {network.Id} has enableDnsHostnames on"));
    }

    private static CommandResult Run(string shell, string aws, string dig, params string[] arguments)
    {
        var folder = Scratch.NewFolder();
        Scratch.WriteExecutable(Path.Combine(folder, "aws"), $"#!/bin/sh\n{aws}\n");
        Scratch.WriteExecutable(Path.Combine(folder, "dig"), $"#!/bin/sh\n{dig}\n");
        return Shell.Run("env", [$"PATH={folder}:{Tool.SearchPath}", shell, Scratch.Write(s_link.ToVerifyScript(s_options)), .. arguments]);
    }
}
