using FirewallRules.Emitters;

namespace FirewallRules;

/// <summary>Writes rule sets for iptables and ip6tables, as one shell script or as plain restore files.</summary>
/// <remarks>
/// Works with the nft and the legacy variant. Limits: <c>iptables(8)</c> and <c>iptables-extensions(8)</c>. Rules with many prefixes
/// take ip sets, see <see cref="IptablesOptions.IpsetThreshold"/>.
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
    public EmitterLimits Limits { get; } = PlatformLimits;

    internal static EmitterLimits PlatformLimits { get; } = new()
    {
        CommentLength = IptablesRestoreWriter.CommentLength,
        ChainNameLength = 28,
        SetNameLength = 31,
        PortSlots = IptablesRestoreWriter.PortSlots,
    };

    /// <inheritdoc />
    public void Emit(RuleSet rules, TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(writer);
        Emit(writer, new IptablesPlan(rules, _options), former: null);
    }

    /// <inheritdoc />
    /// <remarks>
    /// The whole output for the newer rules, and after it what only the older ones had. A plain file empties a chain that the newer rules do
    /// not have and leaves it, because a jump of the user's own may lead there.
    /// </remarks>
    public void EmitUpdate(RuleSet old, RuleSet updated, TextWriter writer)
    {
        if (EmitterUpdate.IsNeeded(old, updated, writer, _options.Remove))
        {
            Emit(writer, new IptablesPlan(updated, _options), IptablesPlan.Former(old, _options));
        }
    }

    internal static void EmitScript(TextWriter writer, IptablesPlan plan, bool remove, bool setsOnly, IptablesPlan? former = null)
    {
        writer.Line("#!/bin/sh");
        WriteComments(writer, plan, plan.Families, remove, IptablesUsage.ForScript(plan, remove, setsOnly), former);
        var script = new IptablesScriptWriter(writer, plan, former);
        if (remove)
        {
            script.WriteRemove(setsOnly);
        }
        else
        {
            script.WriteApply(setsOnly);
        }
    }

    private void Emit(TextWriter writer, IptablesPlan plan, IptablesPlan? former)
    {
        if (_options.Output == IptablesOutput.Script)
        {
            EmitScript(writer, plan, _options.Remove, setsOnly: false, former);
        }
        else
        {
            EmitRestore(writer, plan, _options.Output == IptablesOutput.RestoreIPv4 ? IpFamily.IPv4 : IpFamily.IPv6, former);
        }
    }

    private void EmitRestore(TextWriter writer, IptablesPlan plan, IpFamily family, IptablesPlan? former)
    {
        if (!plan.Families.Contains(family))
        {
            throw new InvalidOperationException($"{Name} writes {family} rules, and the rules were narrowed to the other family.");
        }

        WriteComments(writer, plan, [family], _options.Remove, IptablesUsage.ForRestore(plan, family, _options.Remove).Concat(IptablesUsage.Left(plan, family, former)), former);
        var file = new IptablesRestoreWriter(writer, plan, family);
        if (_options.Remove)
        {
            file.WriteRemoval();
        }
        else
        {
            file.Write(former);
        }
    }

    private static void WriteComments(
        TextWriter writer, IptablesPlan plan, IReadOnlyList<IpFamily> families, bool remove, IEnumerable<string> usage, IptablesPlan? former)
    {
        foreach (var line in OutputHeader.Lines(plan.Rules, plan.DefaultDeny, families, remove, former?.Rules).Append("").Concat(usage))
        {
            writer.Line(line.Length == 0 ? "#" : "# " + line);
        }
    }
}
