using System.Text;
using System.Text.RegularExpressions;
using FirewallRules.Emitters;
using FirewallRules.Verification;

namespace FirewallRules;

/// <summary>The live state of the Windows Firewall, as <see cref="Command"/> prints it.</summary>
/// <remarks>
/// <para>
/// Rules belong to this project if they are in its group and have a name that it gives; those of a file for netsh, if they have its name. What is in
/// force is judged, from this computer and from group policies, for each profile: a rule that blocks wins over one that allows.
/// </para>
/// <para>
/// Conditions without a model, such as programs, services, users, interfaces and keywords like <c>LocalSubnet</c>, make the addresses they apply to
/// unknown. So do rules for authenticated connections.
/// </para>
/// </remarks>
public sealed class WindowsFirewallState : LiveState
{
    private static readonly Regex OwnName = new("^[a-z][a-z0-9-]*-[0-9a-f]{16}$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);

    private readonly WindowsFirewallOptions _options;

    private WindowsFirewallState(WindowsFirewallListing listing, WindowsFirewallOptions options)
    {
        _options = options;
        var reader = new WindowsFirewallRuleReader(entry => IsOurs(entry, options), listing.Profiles.Any(profile => profile.MergesLocalRules != true));
        Live = WindowsFirewallPolicy.Live(listing.Rules.Select(reader.Read).OfType<WindowsLiveRule>(), listing.Profiles);
    }

    /// <summary>
    /// A command for Windows PowerShell 5.1 and later that prints the rules and profiles that are in force, as JSON in ASCII. Run it as administrator. It
    /// takes some seconds.
    /// </summary>
    public static string Command => WindowsListingCommand.Text;

    /// <inheritdoc />
    internal override LivePolicy Live { get; }

    /// <summary>
    /// Reads the output of <see cref="Command"/>: an object with the tables <c>Profiles</c>, <c>Rules</c>, and one for each kind of filter. A property can be
    /// a list or a single value, and a name or a number, as ConvertTo-Json writes them.
    /// </summary>
    /// <param name="json">The output.</param>
    /// <param name="options">The options that this project's rules were written with; <see langword="null"/> for the defaults.</param>
    /// <exception cref="LiveStateFormatException">The text is something else.</exception>
    public static WindowsFirewallState Parse(string json, WindowsFirewallOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(json);
        return Parse(Encoding.UTF8.GetBytes(json), options);
    }

    /// <inheritdoc cref="Parse(string, WindowsFirewallOptions)" />
    /// <remarks>UTF-16 with a byte order mark is accepted, which Windows PowerShell 5.1 writes to files.</remarks>
    public static WindowsFirewallState Parse(ReadOnlyMemory<byte> json, WindowsFirewallOptions? options = null)
        => new(WindowsFirewallListing.Read(json), options ?? new WindowsFirewallOptions());

    /// <inheritdoc />
    internal override LivePolicy Expect(RuleSet rules)
    {
        var plan = WindowsFirewallPlan.Of(LoopbackTraffic.Remove(rules), _options.NamePrefix);
        return WindowsFirewallPolicy.Expected(plan.Select(rule => (rule.Direction, Match(rule))));
    }

    private static LiveMatch Match(WindowsFirewallRule rule)
    {
        var match = new LiveMatchBuilder();
        match.Protocols([(int)rule.Protocol]);
        match.Ports(rule.Ports.Select(PortRange.Parse));
        if (rule.Addresses is not [WindowsFirewallRule.Any])
        {
            var addresses = AddressSet.From(rule.Addresses.Select(address => Cidr.Parse(address)));
            match.Addresses(addresses, isSource: rule.Direction == Direction.Ingress, family: null);
        }

        return match.Build();
    }

    // With PowerShell the same test as that of the script. netsh has no groups, and writes rules under a second name while it replaces them.
    private static bool IsOurs(WindowsFirewallEntry entry, WindowsFirewallOptions options)
    {
        if (options.Output == WindowsFirewallOutput.Netsh)
        {
            return entry.Text("DisplayName") is var title && (Is(title, options.Group) || Is(title, NetshWriter.Temporary(options.Group)));
        }

        return Is(entry.Text("Group"), options.Group) && OwnName.IsMatch(entry.Text("Name"));

        static bool Is(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);
    }
}
