namespace FirewallRules.SystemTests;

[TestFixture]
[NonParallelizable]
public sealed class ToolTests
{
    private const string Variable = "FIREWALLRULES_REQUIRE_TOOLS";
    private const string CloudVariable = "FIREWALLRULES_REQUIRE_CLOUD_TOOLS";
    private string? _before;
    private string? _cloudBefore;

    [SetUp]
    public void Remember()
        => (_before, _cloudBefore) = (Environment.GetEnvironmentVariable(Variable), Environment.GetEnvironmentVariable(CloudVariable));

    [TearDown]
    public void Restore()
    {
        Environment.SetEnvironmentVariable(Variable, _before);
        Environment.SetEnvironmentVariable(CloudVariable, _cloudBefore);
    }

    [Test]
    public void A_missing_tool_skips_the_test_and_says_which()
    {
        Environment.SetEnvironmentVariable(Variable, null);

        Assert.That(
            () => Tool.RequireCommands("sh", "no-such-tool"),
            Throws.InstanceOf<IgnoreException>().With.Message.EqualTo("skipped: no-such-tool is not installed"));
    }

    [Test]
    public void A_missing_tool_fails_where_the_build_promises_it()
    {
        Environment.SetEnvironmentVariable(Variable, "1");

        Assert.That(() => Tool.RequireCommands("no-such-tool"), Throws.InstanceOf<AssertionException>());
    }

    [Test]
    public void A_missing_cloud_tool_fails_only_where_cloud_tools_are_promised()
    {
        Environment.SetEnvironmentVariable(Variable, "1");
        Environment.SetEnvironmentVariable(CloudVariable, null);
        Assert.That(() => Tool.RequireCloudCommands("no-such-tool"), Throws.InstanceOf<IgnoreException>());

        Environment.SetEnvironmentVariable(CloudVariable, "1");
        Assert.That(() => Tool.RequireCloudCommands("no-such-tool"), Throws.InstanceOf<AssertionException>().With.Message.Contains(CloudVariable));
    }

    [Test]
    public void A_tool_that_is_there_is_found_by_its_path() => Assert.That(Tool.Find("sh"), Does.EndWith("/sh"));
}
