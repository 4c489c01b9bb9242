using System.CommandLine;

namespace FirewallRules.Cli.Options;

/// <summary>The options of every command that say what is written to standard error.</summary>
internal sealed class LogOptions
{
    private static readonly string[] Words = [.. Enum.GetNames<NoticeLevel>().Reverse().Select(name => name.ToLowerInvariant())];

    private readonly WordOption _level = new(
        "--log-level",
        "level",
        "What is written to standard error: nothing, errors, also warnings, also notices, or also the steps of a fetch (default: information). "
            + "Data and exit codes do not change.",
        Words)
    {
        Recursive = true,
    };

    private readonly Option<bool> _quiet = new("--quiet")
    {
        Description = "Write warnings and errors to standard error, but no notices: the same as --log-level warning.",
        Recursive = true,
    };

    public void AddTo(Command root)
    {
        root.Options.Add(_level);
        root.Options.Add(_quiet);
    }

    /// <summary>The level; null if it is given wrongly, which is refused with the rest of the command line.</summary>
    /// <exception cref="CliException">Both options are given.</exception>
    public NoticeLevel? Read(ParseResult result)
    {
        var (given, quiet) = (result.GetResult(_level), result.GetResult(_quiet));
        if (given?.Errors.Any() == true || quiet?.Errors.Any() == true)
        {
            return null;
        }

        var word = result.GetValue(_level);
        var isQuiet = result.GetValue(_quiet);
        CliException.UsageIf(isQuiet && word is not null, "--quiet and --log-level exclude each other: use one of them.");
        return isQuiet ? NoticeLevel.Warning : word is null ? NoticeLevel.Information : Enum.Parse<NoticeLevel>(word, ignoreCase: true);
    }
}
