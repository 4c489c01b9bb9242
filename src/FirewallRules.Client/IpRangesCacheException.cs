namespace FirewallRules;

/// <summary>A document could not be written to the cache; what was in the cache is still there, whole.</summary>
public sealed class IpRangesCacheException : IOException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="path">The file or folder that could not be written.</param>
    /// <param name="reason">Why, as the end of a sentence.</param>
    /// <param name="innerException">What the operating system reported, if it did.</param>
    public IpRangesCacheException(string path, string reason, Exception? innerException = null)
        : base($"The cache '{path}' cannot be written: {reason}", innerException) => Path = path;

    /// <summary>The file or folder that could not be written; empty where there is no home folder to keep a cache in.</summary>
    public string Path { get; }
}
