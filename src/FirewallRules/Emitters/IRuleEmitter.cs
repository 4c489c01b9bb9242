namespace FirewallRules;

/// <summary>Writes a rule set in the language of one firewall.</summary>
/// <remarks>
/// <para>Implement it for a firewall that this library does not support, and call <c>rules.Emit(emitter, writer)</c>.</para>
/// <para>
/// An implementation must allow exactly the addresses of the rules; write no rule for a rule without addresses; write the same bytes for the
/// same rules (LF line ends, invariant culture); escape labels and sources, which are untrusted; and write nothing when it throws an
/// <see cref="EmitterException"/>.
/// </para>
/// </remarks>
/// <example>
/// An emitter that writes one prefix per line:
/// <code>
/// using FirewallRules;
///
/// Console.Write(RuleSet.For(Section.Logs).Emit(new PrefixListEmitter()));
///
/// sealed class PrefixListEmitter : IRuleEmitter
/// {
///     public string Name =&gt; "prefix-list";
///
///     public void Emit(RuleSet rules, TextWriter writer)
///     {
///         foreach (var prefix in rules.Rules.SelectMany(rule =&gt; rule.Remote.Addresses))
///         {
///             writer.Write($"{prefix}\n");
///         }
///     }
/// }
/// </code>
/// </example>
public interface IRuleEmitter
{
    /// <summary>The name of the format: lower-case ASCII letters, digits and hyphens, such as <c>nftables</c>.</summary>
    string Name { get; }

    /// <summary>Writes the rules.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="writer">The target; it is neither flushed nor disposed.</param>
    /// <exception cref="EmitterException">The platform or the options cannot express the rules; nothing was written.</exception>
    /// <exception cref="IOException">The writer failed.</exception>
    void Emit(RuleSet rules, TextWriter writer);
}
