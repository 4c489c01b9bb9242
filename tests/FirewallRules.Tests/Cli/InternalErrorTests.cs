using FirewallRules.Cli;

namespace FirewallRules.Tests.Cli;

public class InternalErrorTests
{
    [TestCase("aggregate")]
    [TestCase("aggregate --stats")]
    [TestCase("generate logs --format nftables --document -")]
    public void An_internal_error_is_not_reported_as_a_usage_error(string line)
    {
        using var error = new StringWriter { NewLine = "\n" };
        var terminal = new Terminal(() => throw new InvalidOperationException("a bug"), () => new MemoryStream(), () => error);

        Assert.That(FwrulesApp.Run(line.Split(' '), terminal), Is.EqualTo(ExitCode.InternalError));
        Assert.That(
            error.ToString(),
            Does.Contain("fwrules: internal error: System.InvalidOperationException: a bug").And.Contain("a bug in fwrules 0.1.0")
                .And.Contain("report it"));
    }

    [Test]
    public void The_exit_code_is_documented()
        => Assert.That(CliRun.Of("--help").Output, Does.Contain($"  {ExitCode.InternalError}   internal error"));

    [Test]
    public void Standard_error_that_cannot_be_written_leaves_the_exit_code()
    {
        var terminal = new Terminal(() => new MemoryStream(), () => new MemoryStream(), () => throw new IOException("full"));

        Assert.That(FwrulesApp.Run(["aggregate", "no-such-list"], terminal), Is.EqualTo(ExitCode.Input));
        Assert.That(FwrulesApp.Run(["generate", "logs", "--format", "nftables"], terminal), Is.EqualTo(ExitCode.Ok));
    }
}
