namespace FirewallRules.Client;

/// <summary>What is certain about the document of a file that is damaged otherwise. No older document is accepted.</summary>
/// <param name="Provenance">The version and the day of the document.</param>
/// <param name="Hash">The SHA-256 of the document, in lower case.</param>
/// <param name="Document">The document, if it is intact.</param>
internal sealed record CacheFloor(Provenance Provenance, string Hash, IpRangesDocument? Document);
