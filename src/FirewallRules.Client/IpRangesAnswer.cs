namespace FirewallRules.Client;

/// <summary>What a server answered to the question for a document.</summary>
/// <param name="Source">The address that answered, after redirects; it may hold secrets.</param>
/// <param name="Body">The document, unpacked; <see langword="null"/> when the one that was seen last is current.</param>
/// <param name="ETag">The entity tag, with its quotes.</param>
/// <param name="LastModified">The time of last modification.</param>
internal sealed record IpRangesAnswer(Uri Source, ReadOnlyMemory<byte>? Body, string? ETag, DateTimeOffset? LastModified);
