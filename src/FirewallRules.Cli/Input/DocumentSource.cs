using System.CommandLine;

namespace FirewallRules.Cli.Input;

/// <summary>What the user names a document by, and the reading of it: a file, standard input, the snapshot, the cache, or an address.</summary>
internal sealed class DocumentSource(ClientOptions clients)
{
    /// <summary>The word for the snapshot inside the library; a file of that name is <c>./embedded</c>.</summary>
    public const string Embedded = "embedded";

    /// <summary>The word for the document that was fetched last; a file of that name is <c>./cache</c>.</summary>
    public const string Cache = "cache";

    /// <summary>The words that are no file names, for completions.</summary>
    public static IReadOnlyList<string> Words { get; } = [Embedded, Cache];

    /// <summary>Whether the document cannot say itself which site it is of.</summary>
    public static bool NeedsSite(string text) => !Words.Contains(text, StringComparer.Ordinal);

    /// <summary>Reads the document.</summary>
    /// <param name="text">The argument: a word, <c>-</c>, an address, or a file.</param>
    /// <param name="site">The site that the document is of.</param>
    /// <param name="result">The command line.</param>
    /// <param name="terminal">The standard streams.</param>
    /// <param name="onlySection">The section that a bare document holds, where only one can be meant.</param>
    /// <param name="cancellationToken">Ends a fetch.</param>
    /// <exception cref="CliException">The document is not there, or is none.</exception>
    public async Task<IpRangesDocument> ReadAsync(
        string text, Site site, ParseResult result, Terminal terminal, Section? onlySection, CancellationToken cancellationToken)
        => text switch
        {
            Embedded => IpRangesSnapshot.Of(site),
            Cache => (await clients.Create(result, terminal, site).GetCachedAsync(site, cancellationToken))?.Document
                ?? throw CliException.Input($"There is no document of {site} in the cache '{clients.Folder(result)}': run 'fwrules fetch --site {site}' first."),
            _ when IsAddress(text) => await ClientOptions.CreateFor(text, site, terminal).GetAsync(cancellationToken),
            _ => ReadFile(text, site, terminal, onlySection),
        };

    private static bool IsAddress(string text)
        => text.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("http://", StringComparison.OrdinalIgnoreCase);

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
