namespace FirewallRules.SystemTests;

[TestFixture]
[Platform("Unix")]
public sealed class ShellTests
{
    [Test]
    public void Input_goes_in_and_both_outputs_come_out()
    {
        var result = Shell.Run("sh", ["-c", "cat; echo sorry >&2; exit 3"], "é\n");

        Assert.That(result, Is.EqualTo(new CommandResult(result.Command, 3, "é\n", "sorry\n")));
        Assert.That(() => result.MustSucceed(), Throws.InstanceOf<AssertionException>().With.Message.Contains("sorry"));
    }

    [Test]
    public void A_command_that_does_not_read_a_long_input_is_not_an_error() =>
        Assert.That(Shell.Run("true", [], new string('x', 1 << 20)).Succeeded);

    [Test]
    public void A_hanging_command_is_killed() =>
        Assert.That(() => Shell.Run("sleep", ["600"], timeout: TimeSpan.FromMilliseconds(100)), Throws.InstanceOf<TimeoutException>());
}
