namespace FirewallRules;

/// <summary>Options of an emitter contradict each other, or the platform does not support them. Nothing was written.</summary>
public sealed class EmitterOptionsException : EmitterException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="error">The error.</param>
    /// <param name="message">The message.</param>
    public EmitterOptionsException(EmitterOptionsError error, string message)
        : base(message)
    {
        Error = error;
    }

    /// <summary>The error.</summary>
    public EmitterOptionsError Error { get; }
}
