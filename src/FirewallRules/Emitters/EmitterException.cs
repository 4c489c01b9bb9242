namespace FirewallRules;

/// <summary>The rules or the options cannot be written for a platform. Nothing was written.</summary>
/// <remarks>The message names members of this library. A program with its own options can build its messages from the properties.</remarks>
public abstract class EmitterException : InvalidOperationException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">The message.</param>
    protected EmitterException(string message)
        : base(message)
    {
    }
}
