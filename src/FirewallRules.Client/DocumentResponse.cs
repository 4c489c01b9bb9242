namespace FirewallRules.Client;

/// <summary>The response of a server to the request for a document.</summary>
/// <param name="Source">The address that responded, after redirects; it may contain secrets.</param>
/// <param name="Body">The document, decompressed; <see langword="null"/> when the last seen one is current.</param>
/// <param name="ETag">The entity tag, including quotes.</param>
/// <param name="LastModified">The time of last modification.</param>
internal sealed record DocumentResponse(Uri Source, ReadOnlyMemory<byte>? Body, string? ETag, DateTimeOffset? LastModified);
