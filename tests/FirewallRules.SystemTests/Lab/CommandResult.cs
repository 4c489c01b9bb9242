namespace FirewallRules.SystemTests;

/// <summary>What a finished process said.</summary>
internal sealed record CommandResult(string Command, int ExitCode, string Output, string Error)
{
    public bool Succeeded => ExitCode == 0;

    public CommandResult MustSucceed()
    {
        // Thrown, not Assert.Fail: inside a multiple scope the latter would let the test run on with a half-built network.
        return Succeeded ? this : throw new AssertionException(ToString());
    }

    public override string ToString() => $"`{Command}` ended with {ExitCode}\n{Error}{Output}";
}
