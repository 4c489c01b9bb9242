namespace FirewallRules.Tests.Client;

public sealed partial class TlsTests
{
    static partial void AssertToolSays(Uri address, string reason, string advice)
    {
        using var folder = new Cli.TemporaryFolder();

        var run = Cli.CliRun.Of($"fetch --site eu1 --cache {folder.Root} --mirror {address}");

        Assert.That(run.Refused(3), Does.Contain($": {reason} ").And.Contain(advice));
    }
}
