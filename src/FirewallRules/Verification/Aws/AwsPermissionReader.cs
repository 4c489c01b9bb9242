using System.Globalization;

namespace FirewallRules.Verification;

/// <summary>Reads an element of <c>IpPermissions</c> or <c>IpPermissionsEgress</c>, which stands for several rules.</summary>
/// <param name="lists">The entries of prefix lists, by id.</param>
internal sealed class AwsPermissionReader(IReadOnlyDictionary<string, AddressSet> lists)
{
    private const int MaxProtocol = 255;

    /// <summary>The rules for TCP and UDP.</summary>
    /// <exception cref="LiveStateFormatException">It is no such element.</exception>
    public IEnumerable<AwsGroupRule> Read(string group, Direction direction, LiveJson permission)
    {
        var unmodelled = new List<string>();
        if (!TryReadProtocol(permission.Required("IpProtocol"), unmodelled, out var protocol))
        {
            yield break;
        }

        var ports = protocol is null ? PortRange.All : Ports(permission, unmodelled);
        if (ports is null)
        {
            yield break;
        }

        var traffic = $"{Word(protocol, unmodelled)}{(ports == PortRange.All ? "" : $" {ports}")} {(direction == Direction.Egress ? "to" : "from")}";
        foreach (var (remote, addresses, unknown, described) in Remotes(permission))
        {
            var description = described.TextOf("Description") ?? "";
            yield return new AwsGroupRule(
                group,
                direction,
                protocol,
                ports == PortRange.All && protocol is null ? null : ports,
                addresses,
                unknown is null && unmodelled.Count == 0 ? null : string.Join(' ', unmodelled.Append(unknown).OfType<string>()),
                description,
                LiveText.Short($"{traffic} {remote}{(description.Length == 0 ? "" : $" \"{description}\"")}"));
        }
    }

    /// <summary>A prefix, without the host bits that EC2 ignores.</summary>
    /// <exception cref="LiveStateFormatException">It is none.</exception>
    public static Cidr Prefix(LiveJson value)
        => Cidr.TryParse(value.Text, CidrStyles.MaskHostBits, out var prefix, out _) ? prefix : throw value.Fail("is not a prefix");

    private static bool TryReadProtocol(LiveJson value, List<string> unmodelled, out Protocol? protocol)
    {
        protocol = null;
        switch (value.Text?.ToUpperInvariant())
        {
            case null:
                throw value.Fail("is not a protocol");
            case "TCP" or "6":
                protocol = Protocol.Tcp;
                return true;
            case "UDP" or "17":
                protocol = Protocol.Udp;
                return true;
            case "-1" or "ALL":
                return true;
            case "ICMP" or "ICMPV6":
                return false;
            case var text:
                unmodelled.Add($"protocol {text}");
                return value.Number is not (>= 0 and <= MaxProtocol);
        }
    }

    // Rules for all ports may have no ports, or -1.
    private static PortRange? Ports(LiveJson permission, List<string> unmodelled)
    {
        var (from, to) = (permission.Find("FromPort"), permission.Find("ToPort"));
        if ((from, to) is (null, null) or ({ Number: -1 }, { Number: -1 } or null))
        {
            return PortRange.All;
        }

        if ((from?.Number, to?.Number) is ( >= 0 and var first, <= ushort.MaxValue and var last) && first <= last)
        {
            return PortMath.Range(first, last);
        }

        unmodelled.Add($"ports {from?.Text} to {to?.Text}");
        return PortRange.All;
    }

    private static string Word(Protocol? protocol, List<string> unmodelled)
        => string.Join(' ', unmodelled.Prepend(protocol switch { Protocol.Tcp => "tcp", Protocol.Udp => "udp", _ => "all traffic" }));

    private IEnumerable<(string Remote, AddressSet? Addresses, string? Unmodelled, LiveJson Described)> Remotes(LiveJson permission)
    {
        foreach (var (list, key) in new[] { ("IpRanges", "CidrIp"), ("Ipv6Ranges", "CidrIpv6") })
        {
            foreach (var range in permission.Find(list)?.Items ?? [])
            {
                var prefix = Prefix(range.Required(key));
                yield return (prefix.ToString(), AddressSet.Of(prefix), null, range);
            }
        }

        foreach (var list in permission.Find("PrefixListIds")?.Items ?? [])
        {
            var id = list.Required("PrefixListId").Text ?? throw list.Fail("has no id");
            yield return lists.TryGetValue(id, out var addresses)
                ? (id, addresses, null, list)
                : (id, null, $"the entries of prefix list {id} are not in the listing", list);
        }

        foreach (var pair in permission.Find("UserIdGroupPairs")?.Items ?? [])
        {
            var id = pair.TextOf("GroupId") ?? pair.TextOf("GroupName") ?? "another group";
            yield return (id, null, string.Create(CultureInfo.InvariantCulture, $"the addresses of group {id} are not known"), pair);
        }
    }
}
