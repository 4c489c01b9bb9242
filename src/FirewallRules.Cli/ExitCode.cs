namespace FirewallRules.Cli;

/// <summary>The exit codes of the process; documented in the help text and the README.</summary>
internal static class ExitCode
{
    public const int Ok = 0;

    /// <summary>A limit was exceeded: one of the platform, or of what a newer document may remove or add.</summary>
    public const int Limit = 1;

    /// <summary>A command that compares found differences.</summary>
    public const int Different = 1;

    /// <summary>The command line is wrong.</summary>
    public const int Usage = 2;

    /// <summary>A document or list is invalid, or cannot be fetched, read or written.</summary>
    public const int Input = 3;

    /// <summary>A live state cannot be judged: a construct without a model applies to some of the addresses.</summary>
    public const int Unknown = 4;

    /// <summary>A bug in this program; the number is EX_SOFTWARE of sysexits.h.</summary>
    public const int InternalError = 70;

    public const int Interrupted = 130;
}
