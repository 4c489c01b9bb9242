namespace FirewallRules.Emitters.WindowsFirewall;

/// <summary>Writes rule sets for the Windows Firewall, as a PowerShell script or as a file for netsh.</summary>
/// <remarks>
/// Limits: names of up to 511 characters [MS-FASP, 2.2.37]; addresses a rule, see <see cref="WindowsFirewallOptions.AddressesPerRule"/>;
/// neither <c>::</c>, <c>::1</c> nor multicast addresses in IPv6 [MS-FASP, 2.2.6 and 2.2.10], so that any IPv6 address can only be said
/// together with any IPv4 address. Descriptions could be longer than what is written here, and nobody would read them.
/// </remarks>
public sealed class WindowsFirewallEmitter(WindowsFirewallOptions? options = null) : IRuleEmitter
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
        var plan = WindowsFirewallPlan.Of(rules, _options.NamePrefix);
        var usage = WindowsFirewallUsage.Lines(_options, rules);
        foreach (var line in OutputHeader.Lines(rules, deny: null, rules.Families, _options.Remove).Append("").Concat(usage))
        {
            writer.Line(line.Length == 0 ? "#" : "# " + line);
        }

        var wanted = _options.Remove ? [] : plan;
        if (_options.Output == WindowsFirewallOutput.Netsh)
        {
            NetshWriter.Write(writer, wanted, _options);
        }
        else
        {
            PowerShellWriter.Write(writer, [.. WindowsFirewallPlan.Split(wanted, _options.AddressesPerRule)], _options.Group);
        }
    }
}
