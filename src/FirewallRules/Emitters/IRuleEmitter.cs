namespace FirewallRules;

/// <summary>Writes a rule set in the language of one firewall. Implement it for a firewall of your own and call <c>rules.Emit(yours, writer)</c>.</summary>
/// <remarks>
/// An implementation allows exactly the address space of the rules; renders no rule that has no address; writes the same bytes for the
/// same rules (LF line ends, invariant culture); escapes labels and origins, which are untrusted; and writes nothing at all when it throws
/// for a limit. It neither flushes nor disposes the writer.
/// </remarks>
public interface IRuleEmitter
{
    /// <summary>The name of the format, as on the command line: lower-case ASCII letters, digits and hyphens.</summary>
    string Name { get; }

    /// <summary>What the platform can take.</summary>
    EmitterLimits Limits { get; }

    /// <summary>Writes the rules.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="writer">Where to; it is neither flushed nor disposed.</param>
    /// <exception cref="InvalidOperationException">The platform or the options cannot express the rules; nothing was written.</exception>
    /// <exception cref="IOException">The writer failed.</exception>
    void Emit(RuleSet rules, TextWriter writer);
}
