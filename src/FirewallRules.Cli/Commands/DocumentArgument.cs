using FirewallRules.IpRanges;

namespace FirewallRules.Cli.Commands;

/// <summary>What the user names a document by, and the reading of it: a file, standard input, or the embedded snapshot.</summary>
internal static class DocumentArgument
{
    /// <summary>The word for the snapshot inside the library; a file of that name is <c>./embedded</c>.</summary>
    public const string Embedded = "embedded";

    /// <summary>The words that are no file names, for completions.</summary>
    public static IReadOnlyList<string> Words { get; } = [Embedded];

    /// <summary>Reads the document.</summary>
    /// <param name="text">The argument: a word, <c>-</c>, or a file.</param>
    /// <param name="site">The site that the document is of.</param>
    /// <param name="terminal">The standard streams.</param>
    /// <param name="onlySection">The section that a bare document holds, where only one can be meant.</param>
    /// <exception cref="CliException">The document is not there, or is none.</exception>
    public static IpRangesDocument Read(string text, Site site, Terminal terminal, Section? onlySection = null) => text switch
    {
        // Other words and addresses get their line here.
        Embedded => IpRangesSnapshot.Of(site),
        _ => ReadFile(text, site, terminal, onlySection),
    };

    /// <summary>Whether the document cannot say itself which site it is of.</summary>
    public static bool NeedsSite(string text) => !Words.Contains(text, StringComparer.Ordinal);

    private static IpRangesDocument ReadFile(string path, Site site, Terminal terminal, Section? onlySection)
    {
        var name = InputFile.DisplayName(path);
        var bytes = InputFile.ReadAll(path, terminal, IpRangesDocument.MaxBytes);
        try
        {
            var options = new IpRangesReadOptions { Site = site, Origin = path == "-" ? name : Path.GetFileName(path), Section = onlySection };
            return IpRangesDocument.Parse(bytes, options);
        }
        catch (IpRangesFormatException e)
        {
            throw CliException.Input($"{name}: {e.Message}", e);
        }
    }
}
