using System.CommandLine;

namespace FirewallRules.Cli.Options;

/// <summary>The option that names a folder with documents of several versions.</summary>
/// <param name="description">What it is for.</param>
internal sealed class HistoryOption(string description)
{
    private readonly Option<string?> _history = new("--history") { HelpName = "FOLDER", Description = description };

    public void AddTo(Command command) => command.Options.Add(_history);

    public bool IsGiven(ParseResult result) => result.GetValue(_history) is not null;

    /// <exception cref="CliException">The folder does not exist.</exception>
    public void Check(ParseResult result)
    {
        if (result.GetValue(_history) is { } folder && !Directory.Exists(folder))
        {
            throw CliException.Input($"--history: there is no folder '{folder}'.");
        }
    }

    /// <summary>The documents in the folder, from the oldest to the newest.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="site">The site.</param>
    /// <exception cref="CliException">A file is not a document, or the folder has none.</exception>
    public IReadOnlyList<IpRangesDocument> Read(ParseResult result, Site site)
    {
        var folder = result.GetValue(_history)!;
        List<IpRangesDocument> documents = [];
        try
        {
            foreach (var path in Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal))
            {
                var options = new IpRangesReadOptions { Site = site, Origin = Path.GetFileName(path) };
                documents.Add(IpRangesDocument.TryParse(ReadFile(path), options, out var document, out var error)
                    ? document
                    : throw CliException.Input($"--history: '{path}' is not an ip-ranges document: {DocumentErrorText.Describe(error)}."));
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CliException.Input($"--history: '{folder}' cannot be read: {IoErrorText.Describe(e)}.", e);
        }

        return documents.Count == 0
            ? throw CliException.Input($"--history: '{folder}' has no file that ends in .json.")
            : Ordered(documents);
    }

    /// <summary>Documents from the oldest to the newest.</summary>
    public static IReadOnlyList<IpRangesDocument> Ordered(IEnumerable<IpRangesDocument> documents)
        => [.. documents.Order(Comparer<IpRangesDocument>.Create((one, other) => one.IsOlderThan(other) ? -1 : other.IsOlderThan(one) ? 1 : 0))];

    /// <summary>The newest known document from which the rules that a firewall has were made.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="job">The rules.</param>
    /// <param name="isMatch">Whether rules are those that the firewall has.</param>
    /// <returns>The document; <see langword="null"/> when none is it.</returns>
    public IpRangesDocument? FindMatch(ParseResult result, RuleJob job, Func<RuleSet, bool> isMatch)
    {
        if (job.FromDocument is not { } make)
        {
            return null;
        }

        List<IpRangesDocument> known = IpRangesSnapshot.Has(job.Site) ? [IpRangesSnapshot.Of(job.Site).Located, IpRangesSnapshot.Of(job.Site)] : [];
        IEnumerable<IpRangesDocument> given = IsGiven(result) ? Read(result, job.Site) : [];
        return known.Concat(given).Reverse().FirstOrDefault(document => TryMake(make, document) is { } rules && isMatch(rules));
    }

    // Whoever collects documents in a folder expects nothing to wait for a pipe in it.
    private static byte[] ReadFile(string path)
    {
        CliException.InputIf(LinuxFile.At(path) is { IsRegular: false }, $"--history: '{path}' is a pipe or device, not a file.");
        CliException.InputIf(new FileInfo(path).Length > IpRangesDocument.MaxBytes, $"--history: '{path}' is larger than 16 MiB.");
        return File.ReadAllBytes(path);
    }

    // An older document may lack a section or a location.
    private static RuleSet? TryMake(Func<IpRangesDocument, RuleSet> make, IpRangesDocument document)
    {
        try
        {
            return make(document);
        }
        catch (Exception e) when (e is CliException or ArgumentException or KeyNotFoundException)
        {
            return null;
        }
    }
}
