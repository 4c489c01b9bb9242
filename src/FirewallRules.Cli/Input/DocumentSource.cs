using System.CommandLine;

namespace FirewallRules.Cli.Input;

/// <summary>Reads a document from a file, standard input, the snapshot, the cache, or an address.</summary>
internal sealed class DocumentSource(ClientOptions clients)
{
    /// <summary>Selects the embedded snapshot; a file of that name is <c>./embedded</c>.</summary>
    public const string Embedded = "embedded";

    /// <summary>Selects the document fetched last; a file of that name is <c>./cache</c>.</summary>
    public const string Cache = "cache";

    /// <summary>The words that are not file names, for completions.</summary>
    public static IReadOnlyList<string> Words { get; } = [Embedded, Cache];

    /// <summary>Whether the source does not determine the site of the document.</summary>
    public static bool NeedsSite(string text) => !Words.Contains(text, StringComparer.Ordinal);

    /// <summary>Reads the document.</summary>
    /// <param name="text">The argument: a word, <c>-</c>, an address, or a file.</param>
    /// <param name="site">The site of the document.</param>
    /// <param name="result">The command line.</param>
    /// <param name="terminal">The standard streams.</param>
    /// <param name="onlySection">The section of a document that contains one section without its name; null where several are selected.</param>
    /// <param name="cancellationToken">Cancels a fetch.</param>
    /// <exception cref="CliException">The document is not found or invalid.</exception>
    public async Task<IpRangesDocument> ReadAsync(
        string text, Site site, ParseResult result, Terminal terminal, Section? onlySection, CancellationToken cancellationToken)
        => text switch
        {
            Embedded => Snapshot(site),
            Cache => (await CachedAsync(site, result, terminal, cancellationToken)).Document,
            _ when IsAddress(text) => await clients.CreateFor(result, text, site, terminal).GetAsync(cancellationToken),
            _ => ReadFile(text, site, terminal, onlySection, clients.AllowsSpecialPurpose(result)),
        };

    /// <summary>The document fetched last.</summary>
    /// <exception cref="CliException">There is none.</exception>
    public async Task<IpRangesFetch> CachedAsync(Site site, ParseResult result, Terminal terminal, CancellationToken cancellationToken)
        => await clients.Create(result, terminal, site).GetCachedAsync(site, cancellationToken)
            ?? throw CliException.Input($"There is no document of {site} in the cache '{clients.Folder(result)}': run 'fwrules fetch "
                + $"--site {site}' first.");

    /// <summary>The embedded document.</summary>
    /// <exception cref="CliException">There is none of the site.</exception>
    public static IpRangesDocument Snapshot(Site site)
        => IpRangesSnapshot.Has(site)
            ? IpRangesSnapshot.Of(site)
            : throw CliException.Input(
                $"There is no embedded document of {site}: run 'fwrules fetch --site {site}' and use 'cache' as the document, or download "
                    + $"{site.IpRangesUri} and use the file.");

    /// <summary>Whether the text is an address, and not the name of a file.</summary>
    public static bool IsAddress(string text)
        => text.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("http://", StringComparison.OrdinalIgnoreCase);

    private static IpRangesDocument ReadFile(string path, Site site, Terminal terminal, Section? onlySection, bool allowSpecialPurpose)
    {
        var name = InputFile.DisplayName(path);
        var bytes = InputFile.ReadAll(path, terminal, IpRangesDocument.MaxBytes);
        try
        {
            var options = new IpRangesReadOptions
            {
                Site = site,
                Origin = path == "-" ? name : Path.GetFileName(path),
                Section = onlySection,
                AllowSpecialPurpose = allowSpecialPurpose,
            };
            return IpRangesDocument.Parse(bytes, options);
        }
        catch (IpRangesFormatException e)
        {
            throw CliException.Input($"{name}: {DocumentErrorText.Describe(e)}.", e);
        }
    }
}
