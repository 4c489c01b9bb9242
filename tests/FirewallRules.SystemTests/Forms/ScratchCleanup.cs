namespace FirewallRules.SystemTests;

[SetUpFixture]
public sealed class ScratchCleanup
{
    [OneTimeTearDown]
    public void Delete() => Scratch.Delete();
}
