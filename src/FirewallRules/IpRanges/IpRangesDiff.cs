using FirewallRules.IpRanges;

namespace FirewallRules;

/// <summary>What changed from one ip-ranges document to another: sections, prefixes, addresses, locations. Compared by reference.</summary>
/// <remarks>
/// Two documents are the same when they have the same sections with the same addresses, in total and at each location. How the addresses
/// are split into prefixes, their order, versions, times and unknown keys do not matter. Time and memory are linear in the number of prefixes.
/// </remarks>
/// <example><code>
/// var old = IpRangesDocument.Parse("""{ "version": 1, "logs": { "prefixes_ipv4": ["192.0.2.0/24"] } }""");
/// var updated = IpRangesDocument.Parse("""{ "version": 2, "logs": { "prefixes_ipv4": ["198.51.100.0/24"] } }""");
/// var diff = IpRangesDiff.Between(old, updated);
/// Console.WriteLine(diff.AddedAddresses); // 198.51.100.0/24
/// </code></example>
public sealed class IpRangesDiff
{
    /// <summary>The default maximum length of the Markdown text, in characters.</summary>
    /// <remarks>GitHub's API accepts no longer body of a pull request: "body is too long (maximum is 65536 characters)".</remarks>
    public const int MaxMarkdownLength = 65_536;

    private IpRangesDiff(IpRangesDocument old, IpRangesDocument updated, IReadOnlyList<IpRangesSectionDiff> sections, bool isFormattingOnly)
    {
        (Old, New, OldModified, NewModified) = (old.Provenance, updated.Provenance, old.Modified, updated.Modified);
        Sections = sections;
        Moves = IpRangesMoves.Find(sections);
        Shrunk = [.. sections.Where(section => section.HasShrunk)];
        Grown = [.. sections.Where(section => section.HasGrown)];
        IsSame = sections.All(section => section.Change is IpRangesChange.Unchanged or IpRangesChange.FormattingOnly);
        IsFormattingOnly = IsSame && (isFormattingOnly || sections.Any(section => section.Change == IpRangesChange.FormattingOnly));
        var (before, after) = (Union(section => section.OldAddresses), Union(section => section.NewAddresses));
        (AddedAddresses, RemovedAddresses) = (after.Except(before), before.Except(after));
        AddedPrefixCount = sections.Sum(section => section.AddedPrefixes.Count);
        RemovedPrefixCount = sections.Sum(section => section.RemovedPrefixes.Count);
    }

    /// <summary>The source, site and version of the old document.</summary>
    public Provenance Old { get; }

    /// <summary>The source, site and version of the new document.</summary>
    public Provenance New { get; }

    /// <summary>The old document's time of modification as published.</summary>
    public string? OldModified { get; }

    /// <summary>The new document's time of modification as published.</summary>
    public string? NewModified { get; }

    /// <summary>Which document is newer, by version or else by day of modification; see <see cref="Provenance.IsOlderThan"/>.</summary>
    public IpRangesVersionRelation VersionRelation
        => Old.IsOlderThan(New) ? IpRangesVersionRelation.Newer
            : New.IsOlderThan(Old) ? IpRangesVersionRelation.Older
            : Old.Version is null ? IpRangesVersionRelation.Unknown
            : IpRangesVersionRelation.Same;

    /// <summary>
    /// Every compared section, in the order of the new document, followed by the removed ones in the order of the old document.
    /// </summary>
    public IReadOnlyList<IpRangesSectionDiff> Sections { get; }

    /// <summary>
    /// The prefixes that moved from one section to another, IPv4 before IPv6, ascending. They also count as added and removed prefixes.
    /// </summary>
    public IReadOnlyList<IpRangesMove> Moves { get; }

    /// <summary>
    /// The sections that lost a larger fraction than <see cref="IpRangesDiffOptions.ShrinkThreshold"/>, in the order of
    /// <see cref="Sections"/>.
    /// </summary>
    public IReadOnlyList<IpRangesSectionDiff> Shrunk { get; }

    /// <summary>Whether a section lost so many addresses that the new document should be reviewed before use.</summary>
    public bool HasShrunk => Shrunk.Count > 0;

    /// <summary>
    /// The sections that gained more addresses than <see cref="IpRangesDiffOptions.GrowthFactor"/>,
    /// <see cref="IpRangesDiffOptions.IPv4GrowthLimit"/> and <see cref="IpRangesDiffOptions.IPv6GrowthLimit"/> allow, in the order of
    /// <see cref="Sections"/>.
    /// </summary>
    public IReadOnlyList<IpRangesSectionDiff> Grown { get; }

    /// <summary>Whether a section gained so many addresses that the new document should be reviewed before use.</summary>
    public bool HasGrown => Grown.Count > 0;

    /// <summary>Whether both documents have the same sections with the same addresses, in total and at each location.</summary>
    public bool IsSame { get; }

    /// <summary>
    /// Whether <see cref="IsSame"/> is true, but the documents differ in how prefixes are split, in order, version, time or unknown keys.
    /// </summary>
    public bool IsFormattingOnly { get; }

    /// <summary>Whether the documents have the same version but different content. Publishers must not reuse a version.</summary>
    public bool IsVersionReused => VersionRelation == IpRangesVersionRelation.Same && !IsSame;

    /// <summary>The number of added prefixes, counted for each section.</summary>
    public int AddedPrefixCount { get; }

    /// <summary>The number of removed prefixes, counted for each section.</summary>
    public int RemovedPrefixCount { get; }

    /// <summary>The addresses that are in a section of the new document and in none of the old one.</summary>
    public AddressSet AddedAddresses { get; }

    /// <summary>The addresses that are in a section of the old document and in none of the new one.</summary>
    public AddressSet RemovedAddresses { get; }

    /// <summary>Compares two documents of the same site.</summary>
    /// <param name="old">The document in use.</param>
    /// <param name="updated">The document that will replace it.</param>
    /// <param name="options">What is compared, and when a section counts as shrunk or grown; <see langword="null"/> for the defaults.</param>
    /// <exception cref="SiteMismatchException">The documents are from different sites.</exception>
    /// <exception cref="SectionNotFoundException">
    /// Neither document has a section that <see cref="IpRangesDiffOptions.Sections"/> names.
    /// </exception>
    public static IpRangesDiff Between(IpRangesDocument old, IpRangesDocument updated, IpRangesDiffOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(old);
        ArgumentNullException.ThrowIfNull(updated);
        options ??= new IpRangesDiffOptions();
        if (old.Site is { } site && updated.Site is { } other && site != other)
        {
            throw new SiteMismatchException(site, other, nameof(updated));
        }

        if (options.Sections.FirstOrDefault(name => !old.TryGetSection(name, out _) && !updated.TryGetSection(name, out _)) is { } missing)
        {
            throw new SectionNotFoundException(missing, old.Sections.Concat(updated.Sections).Select(section => section.Section));
        }

        var chosen = options.Sections.ToHashSet();
        List<Section> before = [.. Names(old)], after = [.. Names(updated)];
        var isFormattingOnly = old.Version != updated.Version || old.Modified != updated.Modified || !before.SequenceEqual(after)
            || !IpRangesSectionComparer.SameKeys(old.UnknownKeys, updated.UnknownKeys);
        var sections = after.Union(before).Select(name =>
        {
            old.TryGetSection(name, out var oldSection);
            updated.TryGetSection(name, out var newSection);
            return IpRangesSectionComparer.Compare(oldSection, newSection, options);
        });
        return new IpRangesDiff(old, updated, [.. sections], isFormattingOnly);

        IEnumerable<Section> Names(IpRangesDocument document)
            => document.Sections.Select(section => section.Section).Where(name => chosen.Count == 0 || chosen.Contains(name));
    }

    /// <summary>
    /// Writes the diff as text: both documents, warnings, then each section that differs with its prefixes and locations.
    /// </summary>
    /// <remarks>Lines end with LF. Text from the documents is written in printable ASCII and truncated to 80 characters.</remarks>
    public void ToText(TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        IpRangesDiffText.Write(this, writer);
    }

    /// <inheritdoc cref="ToText(TextWriter)" />
    public override string ToString() => Text(ToText);

    /// <summary>Writes the diff as indented JSON in ASCII with LF line endings.</summary>
    /// <remarks>
    /// <para>
    /// <c>old</c> and <c>new</c>: <c>site</c>, <c>version</c>, <c>modified</c> (as published) and <c>origin</c>, each null when unknown.
    /// <c>versionRelation</c>: <c>unknown</c>, <c>same</c>, <c>newer</c> or <c>older</c>. <c>same</c>, <c>formOnly</c>, <c>versionReused</c>:
    /// booleans. <c>shrunk</c> and <c>grown</c>: section names. <c>prefixes</c>: <c>added</c> and <c>removed</c>, counted for each section.
    /// <c>addresses</c>: <c>added</c> and <c>removed</c>, each with the counts <c>ipv4</c> and <c>ipv6</c> for the whole document.
    /// <c>moves</c>: <c>prefix</c>, <c>from</c> and <c>to</c>.
    /// </para>
    /// <para>
    /// <c>sections</c>, every compared section: <c>name</c>; <c>change</c> (<c>unchanged</c>, <c>formOnly</c>, <c>changed</c>, <c>new</c> or
    /// <c>removed</c>); <c>shrunkFamilies</c> and <c>grownFamilies</c> (of <c>ipv4</c>, <c>ipv6</c>); <c>addedPrefixes</c> and
    /// <c>removedPrefixes</c> as published; <c>addresses</c>, counts as above; <c>addedAddresses</c> and <c>removedAddresses</c>, the fewest
    /// prefixes with exactly these addresses; and <c>locations</c>, those that differ, with <c>name</c>, <c>change</c>, <c>addresses</c>,
    /// <c>addedAddresses</c> and <c>removedAddresses</c>. A count of addresses is a number up to 2^53 and a string of decimal digits above.
    /// Later versions may add keys and will not remove any.
    /// </para>
    /// </remarks>
    public void ToJson(TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        new IpRangesDiffJson(writer).Write(this);
    }

    /// <inheritdoc cref="ToJson(TextWriter)" />
    public string ToJson() => Text(ToJson);

    /// <summary>
    /// Returns the diff as GitHub Markdown for the body of a pull request: a heading, warnings, a table of sections, and their prefixes.
    /// </summary>
    /// <param name="maxLength">
    /// The maximum number of characters, at least 8192. What does not fit is omitted and counted at the end.
    /// </param>
    /// <remarks>
    /// Text from the documents is put in <c>code</c> elements and escaped, so that it cannot become markup, links or mentions.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">The length is below 8192.</exception>
    public string ToMarkdown(int maxLength = MaxMarkdownLength)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxLength, IpRangesDiffMarkdown.ShortestPage);
        return new IpRangesDiffMarkdown(this, maxLength).Write();
    }

    private static string Text(Action<TextWriter> write)
    {
        using var writer = new StringWriter();
        write(writer);
        return writer.ToString();
    }

    private AddressSet Union(Func<IpRangesSectionDiff, AddressSet> addresses)
        => Sections.Aggregate(new AddressSetBuilder(), (builder, section) => builder.Add(addresses(section))).ToAddressSet();
}
