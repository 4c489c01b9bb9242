using System.CommandLine;
using System.CommandLine.Parsing;

namespace FirewallRules.Cli.Output;

/// <summary>The words of a command line that other commands repeat.</summary>
/// <param name="Sections">The arguments.</param>
/// <param name="Options">The options that shape the rules.</param>
/// <param name="Fetching">The options of a request, such as <c>--mirror</c>.</param>
/// <param name="Site">The site.</param>
internal sealed record InstallCommand(string Sections, string Options, string Fetching, Site Site)
{
    private static readonly string[] s_fetching = ["--mirror", "--timeout"];
    private static readonly string[] s_others =
        ["--document", "--fetch", "--offline", "--max-age", "--allow-older", "--cache", "--site", "--output", "--explain-install"];

    /// <summary>Reads the words. Options for the document and the output are left out, because the instructions have their own.</summary>
    public static InstallCommand Of(ParseResult result, Site site)
    {
        var given = result.CommandResult.Children.OfType<OptionResult>().Where(option => !option.Implicit).ToList();
        var arguments = result.CommandResult.Children.OfType<ArgumentResult>().SelectMany(argument => argument.Tokens);
        return new InstallCommand(
            string.Join(' ', arguments.Select(token => Quote(token.Value))),
            Words(given.Where(option => !s_others.Contains(option.Option.Name, StringComparer.Ordinal) && !IsFetching(option))),
            Words(given.Where(IsFetching)),
            site);
    }

    public string Fetch(string output) => $"fwrules fetch --site {Site}{Fetching} --output {output}";

    public string Generate(string document, string output) => $"fwrules generate {Sections} --site {Site}{Options} --document {document} --output {output}";

    public string Remove(string output) => $"fwrules generate {Sections} --site {Site}{Options} --remove --output {output}";

    public string Update(string old, string updated, string output)
        => $"fwrules update {old} {updated} {Sections} --site {Site}{Options} --output {output}";

    private static bool IsFetching(OptionResult option) => s_fetching.Contains(option.Option.Name, StringComparer.Ordinal);

    private static string Words(IEnumerable<OptionResult> options)
        => string.Concat(options.SelectMany(option => option.Tokens.Count == 0
            ? [$" {option.Option.Name}"]
            : option.Tokens.Select(token => $" {option.Option.Name}{(token.Value.StartsWith('-') ? '=' : ' ')}{Quote(token.Value)}")));

    // For a POSIX shell.
    private static string Quote(string word)
        => word.Length > 0 && word.All(c => char.IsAsciiLetterOrDigit(c) || "_-./:=,@%+".Contains(c))
            ? word
            : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
