namespace FirewallRules.SystemTests;

[TestFixture]
[NonParallelizable]
public sealed class ToolTests
{
    private string? _before;

    [SetUp]
    public void Remember() => _before = Environment.GetEnvironmentVariable(FullRun.Variable);

    [TearDown]
    public void Restore() => Environment.SetEnvironmentVariable(FullRun.Variable, _before);

    [Test]
    public void A_missing_tool_skips_the_test_and_is_named()
    {
        Environment.SetEnvironmentVariable(FullRun.Variable, null);

        Assert.That(
            () => Tool.RequireCommands("sh", "no-such-tool"),
            Throws.InstanceOf<IgnoreException>().With.Message.EqualTo("skipped: no-such-tool is not installed"));
    }

    [Test]
    public void A_missing_tool_fails_in_the_full_run()
    {
        Environment.SetEnvironmentVariable(FullRun.Variable, "1");

        Assert.That(
            () => Tool.RequireCommands("no-such-tool"),
            Throws.InstanceOf<AssertionException>().With.Message.EqualTo("FIREWALLRULES_FULL is 1, but no-such-tool is not installed"));
    }

    [Test]
    public void An_installed_tool_is_found_by_its_path() => Assert.That(Tool.Find("sh"), Does.EndWith("/sh"));
}
