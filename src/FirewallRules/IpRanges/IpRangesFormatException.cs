namespace FirewallRules;

/// <summary>A text is not an ip-ranges document that rules can be made from; says where in the document and why.</summary>
public sealed class IpRangesFormatException : FormatException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="path">The JSON path of the fault, such as <c>$.logs.prefixes_ipv4[3]</c>.</param>
    /// <param name="reason">What is wrong there and, where it helps, what to do.</param>
    /// <param name="innerException">The fault that the reader met, if one did.</param>
    public IpRangesFormatException(string path, string reason, Exception? innerException = null)
        : base($"{path}: {reason}", innerException)
    {
        Path = path;
        Reason = reason;
    }

    /// <summary>The JSON path of the fault, such as <c>$.logs.prefixes_ipv4[3]</c>; <c>$</c> is the document itself.</summary>
    public string Path { get; }

    /// <summary>What is wrong at <see cref="Path"/>.</summary>
    public string Reason { get; }
}
