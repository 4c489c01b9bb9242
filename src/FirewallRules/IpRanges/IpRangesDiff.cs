using FirewallRules.IpRanges;

namespace FirewallRules;

/// <summary>What changed from one ip-ranges document to another: sections, prefixes, addresses, locations. Equal by reference.</summary>
/// <remarks>
/// Two documents are the same when they have the same sections with the same addresses, as a whole and at each location. How the addresses
/// are split into prefixes, their order, versions, times and unknown keys are form. Time and memory grow with the number of prefixes.
/// </remarks>
public sealed class IpRangesDiff
{
    /// <summary>The longest Markdown text that is written by default, in characters.</summary>
    /// <remarks>GitHub's API refuses a longer body of a pull request: "body is too long (maximum is 65536 characters)".</remarks>
    public const int MaxMarkdownLength = 65_536;

    private IpRangesDiff(IpRangesDocument old, IpRangesDocument updated, IReadOnlyList<IpRangesSectionDiff> sections, bool isFormOnly)
    {
        (Old, New, OldModified, NewModified) = (old.Provenance, updated.Provenance, old.Modified, updated.Modified);
        Sections = sections;
        Moves = IpRangesMoves.Find(sections);
        Shrunk = [.. sections.Where(section => section.HasShrunk)];
        IsSame = sections.All(section => section.Change is IpRangesChange.Unchanged or IpRangesChange.FormOnly);
        IsFormOnly = IsSame && (isFormOnly || sections.Any(section => section.Change == IpRangesChange.FormOnly));
        var (before, after) = (Union(section => section.OldAddresses), Union(section => section.NewAddresses));
        (AddedAddresses, RemovedAddresses) = (after.Except(before), before.Except(after));
    }

    /// <summary>Where the old document comes from, with its site and version.</summary>
    public Provenance Old { get; }

    /// <summary>Where the new document comes from, with its site and version.</summary>
    public Provenance New { get; }

    /// <summary>The old document's time of modification as published.</summary>
    public string? OldModified { get; }

    /// <summary>The new document's time of modification as published.</summary>
    public string? NewModified { get; }

    /// <summary>How the new document's version stands to the old one's.</summary>
    public IpRangesVersionRelation VersionRelation
        => Old.Version is not { } old || New.Version is not { } updated ? IpRangesVersionRelation.Unknown
            : old == updated ? IpRangesVersionRelation.Same
            : old < updated ? IpRangesVersionRelation.Newer
            : IpRangesVersionRelation.Older;

    /// <summary>Every section that was compared, in the order of the new document, and after those the vanished ones in the order of the old.</summary>
    public IReadOnlyList<IpRangesSectionDiff> Sections { get; }

    /// <summary>The prefixes that left a section and came to another, IPv4 before IPv6, ascending. They are added and removed prefixes, too.</summary>
    public IReadOnlyList<IpRangesMove> Moves { get; }

    /// <summary>The sections that lost more than <see cref="IpRangesDiffOptions.ShrinkThreshold"/>, in the order of <see cref="Sections"/>.</summary>
    public IReadOnlyList<IpRangesSectionDiff> Shrunk { get; }

    /// <summary>Whether a section lost so much that the new document should not be believed unseen.</summary>
    public bool HasShrunk => Shrunk.Count > 0;

    /// <summary>Whether both documents have the same sections with the same addresses, as a whole and at each location.</summary>
    public bool IsSame { get; }

    /// <summary>Whether the documents are the same in that sense and yet not to the letter: another split, order, version, time or unknown key.</summary>
    public bool IsFormOnly { get; }

    /// <summary>Whether the documents have the same version and are not the same, which a publisher that counts versions never does.</summary>
    public bool IsVersionReused => VersionRelation == IpRangesVersionRelation.Same && !IsSame;

    /// <summary>How many prefixes were added, counted in each section.</summary>
    public int AddedPrefixCount => Sections.Sum(section => section.AddedPrefixes.Count);

    /// <summary>How many prefixes were removed, counted in each section.</summary>
    public int RemovedPrefixCount => Sections.Sum(section => section.RemovedPrefixes.Count);

    /// <summary>The addresses that no section of the old document has and one of the new document has.</summary>
    public AddressSet AddedAddresses { get; }

    /// <summary>The addresses that one section of the old document has and none of the new document has.</summary>
    public AddressSet RemovedAddresses { get; }

    /// <summary>Compares two documents of one site.</summary>
    /// <param name="old">The document that is in use.</param>
    /// <param name="updated">The document that is to take its place.</param>
    /// <param name="options">What is compared, and when a section has shrunk; the defaults when <see langword="null"/>.</param>
    /// <exception cref="ArgumentException">Both sites are known and differ: one document cannot take the place of the other.</exception>
    /// <exception cref="KeyNotFoundException">Neither document has a section that <see cref="IpRangesDiffOptions.Sections"/> names.</exception>
    public static IpRangesDiff Between(IpRangesDocument old, IpRangesDocument updated, IpRangesDiffOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(old);
        ArgumentNullException.ThrowIfNull(updated);
        options ??= new IpRangesDiffOptions();
        if (old.Site is { } site && updated.Site is { } other && site != other)
        {
            throw new ArgumentException($"The documents are of different sites, {site} and {other}: compare documents of one site.", nameof(updated));
        }

        if (options.Sections.FirstOrDefault(name => !old.TryGetSection(name, out _) && !updated.TryGetSection(name, out _)) is { } missing)
        {
            throw new KeyNotFoundException($"Neither document has a section '{missing}'.");
        }

        var chosen = options.Sections.ToHashSet();
        List<Section> before = [.. Names(old)], after = [.. Names(updated)];
        var isFormOnly = old.Version != updated.Version || old.Modified != updated.Modified || !before.SequenceEqual(after)
            || !IpRangesSectionComparer.SameKeys(old.UnknownKeys, updated.UnknownKeys);
        var sections = after.Union(before).Select(name =>
        {
            old.TryGetSection(name, out var oldSection);
            updated.TryGetSection(name, out var newSection);
            return IpRangesSectionComparer.Compare(oldSection, newSection, options.ShrinkThreshold);
        });
        return new IpRangesDiff(old, updated, [.. sections], isFormOnly);

        IEnumerable<Section> Names(IpRangesDocument document)
            => document.Sections.Select(section => section.Name).Where(name => chosen.Count == 0 || chosen.Contains(name));
    }

    /// <summary>Writes the diff for people: both documents, warnings, then each section that differs with all of its prefixes and locations.</summary>
    /// <remarks>Lines end with LF. Text of the documents is written in printable ASCII, and cut after 80 characters.</remarks>
    public void ToText(TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        IpRangesDiffText.Write(this, writer);
    }

    /// <inheritdoc cref="ToText(TextWriter)" />
    public override string ToString() => Text(ToText);

    /// <summary>Writes the diff for programs, as indented JSON in ASCII with LF line ends.</summary>
    /// <remarks>
    /// <para>
    /// <c>old</c> and <c>new</c>: <c>site</c>, <c>version</c>, <c>modified</c> (as published) and <c>origin</c>, each null where unknown.
    /// <c>versionRelation</c>: <c>unknown</c>, <c>same</c>, <c>newer</c> or <c>older</c>. <c>same</c>, <c>formOnly</c>, <c>versionReused</c>:
    /// booleans. <c>shrunk</c>: names of sections. <c>prefixes</c>: <c>added</c> and <c>removed</c>, counted in each section.
    /// <c>addresses</c>: <c>added</c> and <c>removed</c>, each with the counts <c>ipv4</c> and <c>ipv6</c> for the document as a whole.
    /// <c>moves</c>: <c>prefix</c>, <c>from</c> and <c>to</c>.
    /// </para>
    /// <para>
    /// <c>sections</c>, all that were compared: <c>name</c>; <c>change</c> (<c>unchanged</c>, <c>formOnly</c>, <c>changed</c>, <c>new</c> or
    /// <c>vanished</c>); <c>shrunkFamilies</c> (of <c>ipv4</c>, <c>ipv6</c>); <c>addedPrefixes</c> and <c>removedPrefixes</c> as published;
    /// <c>addresses</c>, counts as above; <c>addedAddresses</c> and <c>removedAddresses</c>, the fewest prefixes that hold exactly these; and
    /// <c>locations</c>, those that differ, with <c>name</c>, <c>change</c>, <c>addresses</c>, <c>addedAddresses</c> and
    /// <c>removedAddresses</c>. A count of addresses is a number up to 2^53, and a string of decimal digits beyond. Later versions add keys
    /// and take none away.
    /// </para>
    /// </remarks>
    public void ToJson(TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        new IpRangesDiffJson(writer).Write(this);
    }

    /// <inheritdoc cref="ToJson(TextWriter)" />
    public string ToJson() => Text(ToJson);

    /// <summary>The diff for the body of a pull request, in GitHub's Markdown: a heading, warnings, a table of sections, and their prefixes.</summary>
    /// <param name="maxLength">The most characters, from 8192. What does not fit is left out, and counted at the end.</param>
    /// <remarks>Text of the documents stands in <c>code</c> elements, where no markup, link or mention comes of it.</remarks>
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
