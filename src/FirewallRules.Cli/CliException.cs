namespace FirewallRules.Cli;

/// <summary>Ends the command with one sentence on standard error and an exit code.</summary>
internal sealed class CliException(int exitCode, string message, Exception? innerException = null) : Exception(message, innerException)
{
    public int ExitCode { get; } = exitCode;

    public static CliException Usage(string message, Exception? innerException = null) => new(Cli.ExitCode.Usage, message, innerException);

    /// <summary>What the library says of an argument, without the name that the argument has in code.</summary>
    public static CliException Usage(ArgumentException e)
        => new(Cli.ExitCode.Usage, e.Message.Replace($" (Parameter '{e.ParamName}')", "", StringComparison.Ordinal), e);

    public static CliException Input(string message, Exception? innerException = null) => new(Cli.ExitCode.Input, message, innerException);
}
