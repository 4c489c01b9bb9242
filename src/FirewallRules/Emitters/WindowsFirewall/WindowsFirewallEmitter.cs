using FirewallRules.Emitters;

namespace FirewallRules;

/// <summary>Writes rule sets for the Windows Firewall, as a PowerShell script or as a file for netsh.</summary>
/// <remarks>
/// Limits: names of up to 511 characters [MS-FASP, 2.2.37]; addresses a rule, see <see cref="WindowsFirewallOptions.AddressesPerRule"/>;
/// neither <c>::</c>, <c>::1</c> nor multicast addresses in IPv6 [MS-FASP, 2.2.6 and 2.2.10], so that any IPv6 address can only be said
/// together with any IPv4 address. Loopback addresses are left out and named in the header, because Windows does not filter what stays
/// within the host. Descriptions could be longer than what is written here, and nobody would read them.
/// </remarks>
public sealed class WindowsFirewallEmitter(WindowsFirewallOptions? options = null) : IUpdatingEmitter
{
    private readonly WindowsFirewallOptions _options = options ?? new WindowsFirewallOptions();

    /// <summary><c>windows</c> for the PowerShell script, <c>netsh</c> for the file for netsh.</summary>
    public string Name => _options.Output == WindowsFirewallOutput.Netsh ? "netsh" : "windows";

    /// <inheritdoc />
    public EmitterLimits Limits { get; } = new()
    {
        CommentLength = WindowsFirewallPlan.CommentLength,
        RuleNameLength = 511,
        AddressesPerRule = WindowsFirewallOptions.MostAddresses,
    };

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
    /// The script creates the rules that only the newer set has, and then removes by name those that only the older one has. The file for
    /// netsh is the whole output for the newer rules, which replaces every rule of its name.
    /// </remarks>
    public void EmitUpdate(RuleSet old, RuleSet updated, TextWriter writer)
    {
        if (!EmitterUpdate.IsNeeded(old, updated, writer, _options.Remove))
        {
            return;
        }

        var (former, plan) = (Plan(old), Plan(updated));
        WriteHeader(writer, updated, old);
        if (_options.Output == WindowsFirewallOutput.Netsh)
        {
            NetshWriter.Write(writer, plan, _options);
        }
        else
        {
            PowerShellWriter.WriteUpdate(writer, Split(former), Split(plan), _options.Group);
        }
    }

    private void WriteHeader(TextWriter writer, RuleSet rules, RuleSet? old)
    {
        var usage = WindowsFirewallUsage.Lines(_options, rules, isUpdate: old is not null);
        var leftOut = LoopbackTraffic.Lines(rules, "Windows does not filter what stays within the host");
        var header = OutputHeader.Lines(LoopbackTraffic.LeaveOut(rules), deny: null, rules.Families, _options.Remove, old, leftOut);
        foreach (var line in header.Append("").Concat(usage))
        {
            writer.Line(line.Length == 0 ? "#" : "# " + line);
        }
    }

    private IReadOnlyList<WindowsFirewallRule> Plan(RuleSet rules) => WindowsFirewallPlan.Of(LoopbackTraffic.LeaveOut(rules), _options.NamePrefix);

    private List<WindowsFirewallRule> Split(IEnumerable<WindowsFirewallRule> rules) => [.. WindowsFirewallPlan.Split(rules, _options.AddressesPerRule)];
}
