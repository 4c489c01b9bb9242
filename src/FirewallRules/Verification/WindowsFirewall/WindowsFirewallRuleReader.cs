using System.Globalization;

namespace FirewallRules.Verification;

/// <summary>Reads a rule of a listing.</summary>
/// <param name="isOurs">Whether a rule is of this project.</param>
/// <param name="hasUnmergedProfile">Whether rules of this computer do not apply in some profile, so that their status says so.</param>
internal sealed class WindowsFirewallRuleReader(Func<WindowsFirewallEntry, bool> isOurs, bool hasUnmergedProfile)
{
    // "Any" as a number.
    private const int AnyProtocol = 256;

    // What restricts a rule in a way that has no model, unless it is open.
    private static readonly string[] Restrictions =
    [
        "Program", "Package", "Service", "InterfaceAlias", "InterfaceType", "Authentication", "Encryption", "LocalUser", "RemoteUser",
        "RemoteMachine", "Owner", "RemoteDynamicKeywordAddresses", "PolicyAppId", "PackageFamilyName", "LooseSourceMapping", "LocalOnlyMapping",
        "DynamicTarget", "DynamicTransport",
    ];

    // Profiles, the state of the rule and the settings of profiles are known from elsewhere.
    private static readonly HashSet<string> UsualStatus = new(StringComparer.OrdinalIgnoreCase)
    {
        "NotApplicable", "Full", "1", "Enforced", "FirewallOffInProfile", "2", "DisabledObject", "4", "InactiveProfile", "5", "ProfileInactive",
        "OptimizedOut", "19",
    };

    /// <returns>The rule; <see langword="null"/> if it is disabled or does not concern TCP and UDP.</returns>
    /// <exception cref="LiveStateFormatException">It is no rule.</exception>
    public WindowsLiveRule? Read(WindowsFirewallEntry entry)
    {
        var conditions = new LiveMatchBuilder();
        entry.Problems.ToList().ForEach(conditions.Unmodelled);
        if (WindowsFirewallWords.Enabled(entry.Text("Enabled")) is var enabled && enabled != true)
        {
            if (enabled == false)
            {
                return null;
            }

            conditions.Unmodelled($"Enabled {entry.Text("Enabled")}");
        }

        if (!TryAddProtocol(entry, conditions))
        {
            return null;
        }

        var direction = WindowsFirewallWords.Direction(entry.Text("Direction")) ?? throw entry.Fail("Direction", "is neither Inbound nor Outbound");
        var profiles = WindowsFirewallWords.Profiles(entry.Texts("Profile"));
        if (profiles is null)
        {
            conditions.Unmodelled($"Profile {LiveText.List(entry.Texts("Profile"))}");
        }

        AddRestrictions(entry, conditions);
        var action = WindowsFirewallWords.Action(entry.Text("Action"));
        var isBypass = action == "AllowBypass" || !WindowsFirewallWords.IsOpen(entry.Text("OverrideBlockRules"));
        if (isBypass)
        {
            conditions.Unmodelled("OverrideBlockRules");
        }

        return new WindowsLiveRule(
            direction,
            action switch { "Allow" or "AllowBypass" => LiveAction.Accept, "Block" => LiveAction.Drop, _ => LiveAction.Unknown },
            isBypass,
            isOurs(entry),
            entry.Text("PolicyStoreSourceType").ToUpperInvariant() is "LOCAL" or "1" or "",
            profiles ?? WindowsFirewallProfile.Names,
            [.. Matches(entry, direction, conditions)],
            Text(entry, direction));
    }

    private static bool TryAddProtocol(WindowsFirewallEntry entry, LiveMatchBuilder conditions)
    {
        var text = entry.Text("Protocol");
        switch (text.ToUpperInvariant())
        {
            case "TCP":
                conditions.Protocols([(int)Protocol.Tcp]);
                return true;
            case "UDP":
                conditions.Protocols([(int)Protocol.Udp]);
                return true;
            case "ANY":
                return true;
            case "":
                conditions.Unmodelled("no protocol");
                return true;
            case var _ when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number):
                if (number != AnyProtocol)
                {
                    conditions.Protocols([number]);
                }

                return number is AnyProtocol or (int)Protocol.Tcp or (int)Protocol.Udp;
            default:
                return false;
        }
    }

    private void AddRestrictions(WindowsFirewallEntry entry, LiveMatchBuilder conditions)
    {
        foreach (var property in Restrictions)
        {
            var texts = entry.Texts(property);
            if (texts.Any(text => !WindowsFirewallWords.IsOpen(text)))
            {
                conditions.Unmodelled($"{property} {LiveText.Short(LiveText.List(texts))}");
            }
        }

        if (entry.Texts("Platform").Any(text => !IsEveryWindows(text)))
        {
            conditions.Unmodelled($"Platform {LiveText.List(entry.Texts("Platform"))}");
        }

        foreach (var status in entry.Texts("EnforcementStatus").SelectMany(text => text.Split(',', StringSplitOptions.TrimEntries)))
        {
            var isExplained = hasUnmergedProfile && status.ToUpperInvariant() is "LOCALFIREWALLRULESDISALLOWED" or "16";
            if (!UsualStatus.Contains(status) && !isExplained)
            {
                conditions.Unmodelled($"EnforcementStatus {status}");
            }
        }
    }

    // A version such as 6.2+, which every Windows has that has these cmdlets.
    private static bool IsEveryWindows(string text) => text is "6.0+" or "6.1+" or "6.2+";

    private static IEnumerable<LiveMatch> Matches(WindowsFirewallEntry entry, Direction direction, LiveMatchBuilder conditions)
    {
        var isEgress = direction == Direction.Egress;
        var (local, remote) = (WindowsFirewallAddresses.Read(entry.Texts("LocalAddress")), WindowsFirewallAddresses.Read(entry.Texts("RemoteAddress")));
        var (near, far) = isEgress ? ("LocalPort", "RemotePort") : ("RemotePort", "LocalPort");
        var ports = WindowsFirewallPorts.Read(entry.Texts(far));
        if (!WindowsFirewallPorts.Read(entry.Texts(near)).IsAny)
        {
            conditions.SourcePorts();
        }

        if (local.Keywords.Count > 0)
        {
            conditions.Unmodelled($"LocalAddress {LiveText.List(entry.Texts("LocalAddress"))}");
        }
        else if (local.Sure is { } own)
        {
            conditions.Addresses(own, isSource: isEgress, family: null);
        }

        var addresses = remote.Keywords.Select(keyword => (Text: (string?)keyword.Text, Addresses: (AddressSet?)keyword.Addresses));
        if (remote.Sure is not { IsEmpty: true })
        {
            addresses = addresses.Prepend((null, remote.Sure));
        }

        var destinations = ports.Keywords.Select(keyword => (Text: (string?)keyword, Ports: (IReadOnlyList<PortRange>?)null));
        if (ports.Sure is not { Count: 0 })
        {
            destinations = destinations.Prepend((null, ports.Sure));
        }

        return from address in addresses
               from port in destinations
               select Build(conditions.Copy(), address.Text, address.Addresses, port.Text, port.Ports, isSource: !isEgress);
    }

    private static LiveMatch Build(
        LiveMatchBuilder match, string? keyword, AddressSet? addresses, string? portKeyword, IReadOnlyList<PortRange>? ports, bool isSource)
    {
        if (addresses is not null)
        {
            match.Addresses(addresses, isSource, family: null);
        }

        if (ports is not null)
        {
            match.Ports(ports);
        }

        foreach (var text in new[] { keyword, portKeyword }.OfType<string>())
        {
            match.Unmodelled(text);
        }

        return match.Build();
    }

    private static string Text(WindowsFirewallEntry entry, Direction direction)
    {
        var name = entry.Text("DisplayName") is { Length: > 0 } title ? title : entry.Text("Name");
        var action = WindowsFirewallWords.Action(entry.Text("Action"));
        return LiveText.Short(
            $"{name}: {action} {entry.Text("Protocol")} {LiveText.List(entry.Texts(direction == Direction.Egress ? "RemotePort" : "LocalPort"))} "
            + $"{(direction == Direction.Egress ? "to" : "from")} {LiveText.List(entry.Texts("RemoteAddress"))}");
    }
}
