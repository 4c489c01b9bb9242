namespace FirewallRules;

/// <summary>A text is not what a platform prints as its live state.</summary>
public sealed class LiveStateFormatException : FormatException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="source">What was read, such as <c>the output of nft -j list ruleset</c>.</param>
    /// <param name="reason">What is wrong, as a clause.</param>
    /// <param name="line">The line, from 1; 0 when it is not known.</param>
    /// <param name="innerException">The underlying exception, if there was one.</param>
    public LiveStateFormatException(string source, string reason, long line = 0, Exception? innerException = null)
        : base($"This is not {source}: {(line > 0 ? $"line {line}: " : "")}{reason}.", innerException)
        => (Expected, Reason, Line) = (source, reason, line);

    /// <summary>What should have been read, such as <c>the output of nft -j list ruleset</c>.</summary>
    public string Expected { get; }

    /// <summary>What is wrong, as a clause. Untrusted text.</summary>
    public string Reason { get; }

    /// <summary>The line, from 1; 0 when it is not known.</summary>
    public long Line { get; }
}
