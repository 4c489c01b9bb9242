namespace FirewallRules;

/// <summary>What is wrong with the cache of an <see cref="IpRangesClient"/>. Equal when all properties are.</summary>
/// <param name="Error">The kind of problem.</param>
/// <param name="Path">The file, or the folder if that is the problem; empty when there is no folder.</param>
/// <param name="Reason">The reason, as a clause without a period.</param>
public sealed record IpRangesCacheProblem(IpRangesCacheError Error, string Path, string Reason)
{
    /// <summary>A sentence, such as <c>The cache '/var/cache/us1.ipranges' cannot be read: access is denied.</c></summary>
    public override string ToString() => $"The cache {(Path.Length == 0 ? "" : $"'{Path}' ")}{What}: {Reason}.";

    /// <summary>The problem as the end of a sentence about the cache.</summary>
    internal string What => Error switch
    {
        IpRangesCacheError.Unreadable => "cannot be read",
        IpRangesCacheError.Damaged => "is damaged",
        IpRangesCacheError.Refused => "has a document that is not accepted",
        IpRangesCacheError.Locked => "was not written",
        _ => "cannot be written",
    };
}
