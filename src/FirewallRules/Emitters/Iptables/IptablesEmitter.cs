using FirewallRules.Emitters;

namespace FirewallRules;

/// <summary>Writes rule sets for iptables and ip6tables, as a shell script or as restore files.</summary>
/// <remarks>
/// Works with the nft and the legacy variant. Rules with many prefixes use ip sets, see <see cref="IptablesOptions.IpsetThreshold"/>.
/// Limits: <c>iptables(8)</c> and <c>iptables-extensions(8)</c>.
/// </remarks>
public sealed class IptablesEmitter(IptablesOptions? options = null) : IUpdatingEmitter
{
    private readonly IptablesOptions _options = options ?? new IptablesOptions();

    /// <inheritdoc />
    public string Name => _options.Output switch
    {
        IptablesOutput.RestoreIPv4 => "iptables-restore",
        IptablesOutput.RestoreIPv6 => "ip6tables-restore",
        _ => "iptables",
    };

    /// <inheritdoc />
    public void Emit(RuleSet rules, TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(writer);
        Emit(writer, new IptablesPlan(rules, _options), previous: null);
    }

    /// <inheritdoc />
    /// <remarks>
    /// The complete output for the newer rules. A script also removes the chains and sets of older rules with the same name prefix. A restore
    /// file flushes a chain that only the older rules had but does not delete it, because the user's own rules may jump to it.
    /// </remarks>
    public void EmitUpdate(RuleSet old, RuleSet updated, TextWriter writer)
    {
        if (EmitterUpdate.IsNeeded(old, updated, writer, _options.Remove))
        {
            Emit(writer, new IptablesPlan(updated, _options), IptablesPlan.BeforeUpdate(old, _options));
        }
    }

    internal static void EmitScript(TextWriter writer, IptablesPlan plan, bool remove, bool setsOnly, IptablesPlan? previous = null)
    {
        var shell = new ShellWriter(writer);
        shell.Start(Header(plan, plan.Families, remove, IptablesUsage.ForScript(plan, remove, setsOnly), previous));
        if (remove)
        {
            new IptablesRemovalScriptWriter(shell, plan).Write(setsOnly);
        }
        else
        {
            new IptablesScriptWriter(shell, plan, previous).Write(setsOnly);
        }
    }

    private void Emit(TextWriter writer, IptablesPlan plan, IptablesPlan? previous)
    {
        if (_options.Output == IptablesOutput.Script)
        {
            EmitScript(writer, plan, _options.Remove, setsOnly: false, previous);
        }
        else
        {
            EmitRestore(writer, plan, _options.Output == IptablesOutput.RestoreIPv4 ? IpFamily.IPv4 : IpFamily.IPv6, previous);
        }
    }

    private void EmitRestore(TextWriter writer, IptablesPlan plan, IpFamily family, IptablesPlan? previous)
    {
        if (!plan.Families.Contains(family))
        {
            throw new RuleNotSupportedException(
                RuleNotSupportedReason.FamilyExcluded, $"{Name} is for {family}, but RuleSet.Families contains only the other family.")
            {
                Family = family,
            };
        }

        var usage = IptablesUsage.ForRestore(plan, family, _options.Remove).Concat(IptablesUsage.EmptyChains(plan, family, previous));
        writer.WriteComments(Header(plan, [family], _options.Remove, usage, previous), "#");
        var file = new IptablesRestoreWriter(writer, plan, family);
        if (_options.Remove)
        {
            file.WriteRemoval();
        }
        else
        {
            file.Write();
        }
    }

    private static IEnumerable<string> Header(
        IptablesPlan plan, IReadOnlyList<IpFamily> families, bool remove, IEnumerable<string> usage, IptablesPlan? previous)
        => OutputHeader.Lines(plan.Rules, plan.DefaultDeny, families, remove, previous?.Rules).Append("").Concat(usage);
}
