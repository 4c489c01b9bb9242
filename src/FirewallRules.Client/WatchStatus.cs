namespace FirewallRules.Client;

/// <summary>What a watcher last saw and did, for health checks and metrics.</summary>
internal sealed record WatchStatus
{
    /// <summary>The last fetched document, whether or not it is held back; null when none was fetched yet.</summary>
    public Provenance? Fetched { get; init; }

    /// <summary>When a server last sent or confirmed it.</summary>
    public DateTimeOffset? FetchedAt { get; init; }

    /// <summary>The last document that the handler completed; null when there is none.</summary>
    public Provenance? Handled { get; init; }

    /// <summary>Why the fetched document is held back: <c>shrunk</c>, <c>grown</c> or <c>older</c>; null when it is not.</summary>
    public string? HeldBack { get; init; }

    /// <summary>Why the last check failed; null when it did not.</summary>
    public Exception? Failure { get; init; }

    /// <summary>Whether it was the handler that failed.</summary>
    public bool IsHandlerFailure { get; init; }
}
