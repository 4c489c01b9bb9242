using FirewallRules.Emitters;

namespace FirewallRules;

/// <summary>Writes rule sets for ufw, as a shell script that keeps a marked block in <c>before.rules</c> and <c>before6.rules</c>.</summary>
/// <remarks>
/// ufw has no sets: there is one rule for each prefix. The default policy is ufw's own, see <c>ufw default</c>. Limits: <c>ufw-framework(8)</c>
/// and <c>iptables-extensions(8)</c>.
/// </remarks>
public sealed class UfwEmitter(UfwOptions? options = null) : IUpdatingEmitter
{
    private readonly UfwOptions _options = options ?? new UfwOptions();

    /// <inheritdoc />
    public string Name => "ufw";

    /// <inheritdoc />
    public void Emit(RuleSet rules, TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(writer);
        Emit(rules, old: null, writer);
    }

    /// <inheritdoc />
    /// <remarks>The complete output for the newer rules. It removes what only the older rules had.</remarks>
    public void EmitUpdate(RuleSet old, RuleSet updated, TextWriter writer)
    {
        if (EmitterUpdate.IsNeeded(old, updated, writer, _options.Remove))
        {
            Emit(updated, old, writer);
        }
    }

    private void Emit(RuleSet rules, RuleSet? old, TextWriter writer)
    {
        var plan = new UfwPlan(rules, _options);
        var shell = new ShellWriter(writer);
        shell.Start(OutputHeader.Lines(rules, deny: null, rules.Families, _options.Remove, old).Append("").Concat(UfwUsage.Lines(plan)));
        new UfwScriptWriter(shell, plan).Write();
    }
}
