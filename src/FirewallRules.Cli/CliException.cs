namespace FirewallRules.Cli;

/// <summary>Ends the command with one sentence on standard error and an exit code.</summary>
internal sealed class CliException(int exitCode, string message, Exception? innerException = null) : Exception(message, innerException)
{
    public int ExitCode { get; } = exitCode;

    public static CliException Usage(string message, Exception? innerException = null) => new(Cli.ExitCode.Usage, message, innerException);

    public static CliException Input(string message, Exception? innerException = null) => new(Cli.ExitCode.Input, message, innerException);

    public static CliException Limit(string message, Exception? innerException = null) => new(Cli.ExitCode.Limit, message, innerException);

    /// <exception cref="CliException">An input is <paramref name="wrong"/>.</exception>
    public static void InputIf(bool wrong, string message)
    {
        if (wrong)
        {
            throw Input(message);
        }
    }

    /// <exception cref="CliException">The command line is <paramref name="wrong"/>.</exception>
    public static void UsageIf(bool wrong, string message)
    {
        if (wrong)
        {
            throw Usage(message);
        }
    }
}
