using FirewallRules.Emitters;

namespace FirewallRules;

/// <summary>Writes rule sets for the Windows Firewall, as a PowerShell script or as a file for netsh.</summary>
/// <remarks>
/// A rule cannot contain <c>::</c>, <c>::1</c> or multicast addresses of IPv6 [MS-FASP, 2.2.6 and 2.2.10], so it can allow any IPv6 address
/// only together with any IPv4 address. Loopback addresses are skipped and listed in the header, because Windows does not filter loopback
/// traffic. For the number of addresses see <see cref="WindowsFirewallOptions.AddressesPerRule"/>.
/// </remarks>
public sealed class WindowsFirewallEmitter(WindowsFirewallOptions? options = null) : IUpdatingEmitter
{
    private readonly WindowsFirewallOptions _options = options ?? new WindowsFirewallOptions();

    /// <summary><c>windows</c> for the PowerShell script, <c>netsh</c> for the file for netsh.</summary>
    public string Name => _options.Output == WindowsFirewallOutput.Netsh ? "netsh" : "windows";

    /// <inheritdoc />
    public void Emit(RuleSet rules, TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(writer);
        var plan = Plan(rules);
        WriteHeader(writer, rules, old: null);
        var wanted = _options.Remove ? [] : plan;
        if (_options.Output == WindowsFirewallOutput.Netsh)
        {
            NetshWriter.Write(writer, wanted, _options);
        }
        else
        {
            PowerShellWriter.Write(writer, Split(wanted), _options.Group);
        }
    }

    /// <inheritdoc />
    /// <remarks>
    /// The script creates the rules that only the newer set has, then removes by name those that only the older one has. The file for netsh is
    /// the complete output for the newer rules, which replaces all rules with its name.
    /// </remarks>
    public void EmitUpdate(RuleSet old, RuleSet updated, TextWriter writer)
    {
        if (!EmitterUpdate.IsNeeded(old, updated, writer, _options.Remove))
        {
            return;
        }

        var (previous, plan) = (Plan(old), Plan(updated));
        WriteHeader(writer, updated, old);
        if (_options.Output == WindowsFirewallOutput.Netsh)
        {
            NetshWriter.Write(writer, plan, _options);
        }
        else
        {
            PowerShellWriter.WriteUpdate(writer, Split(previous), Split(plan), _options.Group);
        }
    }

    private void WriteHeader(TextWriter writer, RuleSet rules, RuleSet? old)
    {
        var usage = WindowsFirewallUsage.Lines(_options, rules, isUpdate: old is not null);
        var skipped = LoopbackTraffic.Lines(rules, "Windows does not filter loopback traffic");
        var header = OutputHeader.Lines(LoopbackTraffic.Remove(rules), deny: null, rules.Families, _options.Remove, old, skipped);
        writer.WriteComments(header.Append("").Concat(usage), "#");
    }

    private IReadOnlyList<WindowsFirewallRule> Plan(RuleSet rules) => WindowsFirewallPlan.Of(LoopbackTraffic.Remove(rules), _options.NamePrefix);

    private List<WindowsFirewallRule> Split(IEnumerable<WindowsFirewallRule> rules) => [.. WindowsFirewallPlan.Split(rules, _options.AddressesPerRule)];
}
