namespace FirewallRules.Cli;

/// <summary>What the process ends with; documented in the help text and the README.</summary>
internal static class ExitCode
{
    public const int Ok = 0;

    /// <summary>A limit was met: one of the platform, or of what a newer document may lose.</summary>
    public const int Limit = 1;

    /// <summary>A command that compares found differences.</summary>
    public const int Different = 1;

    /// <summary>The command line cannot be carried out as it stands.</summary>
    public const int Usage = 2;

    /// <summary>A document, a list, or reading and writing it failed.</summary>
    public const int Input = 3;

    public const int Interrupted = 130;
}
