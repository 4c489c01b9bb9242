using System.CommandLine;

namespace FirewallRules.Cli.Options;

/// <summary>The option that names the file to write.</summary>
internal sealed class OutputOption : Option<string?>
{
    public OutputOption()
        : base("--output")
        => (HelpName, Description) = ("FILE",
            "Write to this file instead of standard output. The file is replaced as a whole, or not changed at all.");

    /// <summary>The file; null or <c>-</c> for standard output.</summary>
    /// <exception cref="CliException">The name is empty.</exception>
    public string? Read(ParseResult result)
        => result.GetValue(this) is not { } path ? null
            : !string.IsNullOrWhiteSpace(path) ? path
            : throw CliException.Usage("--output: the name of the file is empty.");
}
