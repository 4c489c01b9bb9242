namespace FirewallRules.Cli.Output;

/// <summary>What is known about an address.</summary>
/// <param name="Address">The address or prefix.</param>
/// <param name="Matches">The sections that contain it, by document.</param>
/// <param name="Since">For each section, the oldest document at hand that contains it, if an older one does not.</param>
/// <param name="Nearest">The nearest prefixes, where no section contains it.</param>
/// <param name="Catalog">The rows of the catalogues for the sections.</param>
/// <param name="Live">What a live state decides; empty without one.</param>
internal sealed record WhichReport(
    string Address,
    IReadOnlyList<WhichMatch> Matches,
    IReadOnlyList<WhichSince> Since,
    IReadOnlyList<WhichNearest> Nearest,
    IReadOnlyList<WhichPort> Catalog,
    IReadOnlyList<WhichDecision> Live);

/// <summary>A section that contains an address.</summary>
/// <param name="Document">The document.</param>
/// <param name="Site">The key of its site.</param>
/// <param name="Section">The section.</param>
/// <param name="Prefix">The published prefix, or the prefixes that contain it together.</param>
/// <param name="Traffic">The direction and ports, such as <c>egress tcp 443</c>; null when they are not known.</param>
/// <param name="AllowsPort">Whether the port that is asked for is among them; null without a port.</param>
/// <param name="Locations">The locations.</param>
internal sealed record WhichMatch(
    string Document, string Site, string Section, string Prefix, string? Traffic, bool? AllowsPort, IReadOnlyList<string> Locations);

/// <summary>Since when a section contains an address.</summary>
internal sealed record WhichSince(string Site, string Section, string Document);

/// <summary>A prefix near an address that no section contains.</summary>
/// <param name="Document">The document.</param>
/// <param name="Sections">The sections that have it.</param>
/// <param name="Prefix">The prefix.</param>
/// <param name="Distance">The number of addresses between them.</param>
internal sealed record WhichNearest(string Document, IReadOnlyList<string> Sections, string Prefix, string Distance);

/// <summary>A row of the Agent's ports that belongs to a section.</summary>
internal sealed record WhichPort(string Agent, string Service, string Port, IReadOnlyList<string> Sections, string Purpose);

/// <summary>What a live state decides about packets.</summary>
/// <param name="Traffic">The direction, protocol and port.</param>
/// <param name="Interface">The interface towards the address; null where it makes no difference.</param>
/// <param name="Verdict"><c>accepted</c>, <c>dropped</c>, <c>diverted</c>, <c>unknown</c>, or <c>not judged</c> where nothing decides.</param>
/// <param name="Rules">The rules and policies that decide or may decide, in order.</param>
internal sealed record WhichDecision(string Traffic, string? Interface, string Verdict, IReadOnlyList<string> Rules);
