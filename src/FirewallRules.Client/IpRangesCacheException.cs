namespace FirewallRules.Client;

/// <summary>A document could not be written to the cache. The previously cached document is unchanged.</summary>
internal sealed class IpRangesCacheException : IOException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="path">The file or folder that could not be written; empty when there is no folder.</param>
    /// <param name="reason">The reason, as the end of a sentence.</param>
    /// <param name="innerException">The exception of the operating system, if there was one.</param>
    public IpRangesCacheException(string path, string reason, Exception? innerException = null)
        : base(path.Length == 0 ? $"The cache cannot be written: {reason}" : $"The cache '{path}' cannot be written: {reason}", innerException)
    {
    }
}
