using FirewallRules.Emitters;

namespace FirewallRules;

/// <summary>Writes rule sets for firewalld, as a shell script that writes ip sets and policies to <c>/etc/firewalld</c>.</summary>
/// <remarks>
/// Egress rules become a policy from <c>HOST</c> to <c>ANY</c>, which needs firewalld 1.0, and ingress rules one from <c>ANY</c> to <c>HOST</c>,
/// which needs 0.9. Limits: <c>firewalld.policies(5)</c>.
/// </remarks>
public sealed class FirewalldEmitter(FirewalldOptions? options = null) : IUpdatingEmitter
{
    private readonly FirewalldOptions _options = options ?? new FirewalldOptions();

    /// <inheritdoc />
    public string Name => "firewalld";

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
        var shell = new ShellWriter(writer);
        var script = new FirewalldScriptWriter(shell, _options);
        if (_options.Remove)
        {
            shell.Start(Header(rules, null, rules.Families, old));
            script.WriteRemove();
            return;
        }

        var plan = new FirewalldPlan(rules, _options);
        shell.Start(Header(rules, _options.DefaultDeny, plan.Families, old));
        script.WriteApply(plan);
    }

    private IEnumerable<string> Header(RuleSet rules, DefaultDeny? deny, IReadOnlyList<IpFamily> families, RuleSet? old)
        => OutputHeader.Lines(rules, deny, families, _options.Remove, old).Append("").Concat(FirewalldUsage.Lines(_options));
}
