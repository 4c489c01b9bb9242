using System.Text.Json;

namespace FirewallRules.Verification;

/// <summary>One part of a packet that a rule looks at, such as <c>ip daddr</c>, compared with values.</summary>
/// <param name="left">The expression, as JSON.</param>
internal sealed class NftablesCondition(JsonElement left)
{
    /// <summary>Whether the part is an address of an IP header.</summary>
    public bool IsAddress
        => NftablesValues.Only(left) is ("payload", var payload) && NftablesValues.Text(payload, "protocol") is "ip" or "ip6"
            && NftablesValues.Text(payload, "field") is "saddr" or "daddr";

    /// <summary>Adds the condition to a match.</summary>
    /// <param name="match">The match.</param>
    /// <param name="operand">What the part is compared with.</param>
    /// <returns>Whether there is a model for it; if not, what it implies was added, such as the family.</returns>
    public bool TryAdd(LiveMatchBuilder match, NftablesOperand operand)
    {
        var (name, inner) = NftablesValues.Only(left);
        return name switch
        {
            "payload" => Payload(match, inner, operand),
            "meta" => Meta(match, NftablesValues.Text(inner, "key"), operand),
            "ct" => Tracking(match, inner, operand),
            "&" => Masked(match, inner, operand),
            "fib" => NftablesRouting.TryAdd(match, inner, operand),
            "exthdr" or "ip option" => Extension(match, inner, operand),
            "sctp chunk" or "dccp option" => Add(match, LivePhases.None),
            _ => false,
        };
    }

    private static bool Payload(LiveMatchBuilder match, JsonElement payload, NftablesOperand operand)
    {
        var (protocol, field) = (NftablesValues.Text(payload, "protocol"), NftablesValues.Text(payload, "field"));
        if (payload.TryGetProperty("tunnel", out _))
        {
            return false;
        }

        switch (protocol)
        {
            case "ip" or "ip6":
                var family = protocol == "ip" ? IpFamily.IPv4 : IpFamily.IPv6;
                match.Family(family);
                return field switch
                {
                    "saddr" or "daddr" => Addresses(match, field == "saddr", family, operand),
                    "protocol" or "nexthdr" => Protocols(match, operand),
                    "frag-off" => Add(match, NftablesFlags.Fragment.Matching(operand)),
                    _ => false,
                };
            case "tcp" or "udp" or "th":
                match.Protocols(protocol switch { "tcp" => [6], "udp" => [17], _ => [6, 17] });
                return field switch
                {
                    "dport" or "sport" => Ports(match, operand, isSource: field == "sport"),
                    "flags" when protocol == "tcp" => Add(match, NftablesFlags.Tcp.Matching(operand)),
                    _ => false,
                };
            case "ether":
                return field == "type" && EtherTypes(match, operand);
            case "icmp" or "icmpv6" or "igmp" or "sctp" or "dccp" or "udplite" or "ah" or "esp" or "comp" or "arp" or "gre" or "gretap":
                return Add(match, LivePhases.None);
            default:
                return false;
        }
    }

    private static bool Meta(LiveMatchBuilder match, string? key, NftablesOperand operand)
    {
        switch (key)
        {
            case "l4proto":
                return Protocols(match, operand);
            case "nfproto":
            case "protocol":
                return EtherTypes(match, operand);
            case "iif" or "iifname":
            case "oif" or "oifname":
                // An escaped asterisk is part of the name.
                if (operand.Op is not ("==" or "!=") || operand.Names() is not { } names || names.Any(name => name is [.., '\\', '*']))
                {
                    return false;
                }

                match.Interface(new LiveInterface(names, operand.IsNegated), isIn: key[0] == 'i');
                return true;
            case "pkttype":
                return operand.Op is "==" or "!=" && operand.Names() is { } types
                    && Add(match, types.Any(type => type is "host" or "unicast") != operand.IsNegated ? LivePhases.All : LivePhases.None);
            default:
                return false;
        }
    }

    private static bool Tracking(LiveMatchBuilder match, JsonElement ct, NftablesOperand operand)
    {
        var key = NftablesValues.Text(ct, "key");
        if (NftablesValues.Text(ct, "dir") is { } direction)
        {
            return direction == "original" && Original(match, key, operand);
        }

        switch (key)
        {
            case "state":
                return Add(match, NftablesFlags.State.Matching(operand));
            case "status" when operand is { IsEquality: true, Op: "in" or "!", Values: [{ ValueKind: JsonValueKind.String } status] }
                && status.ValueEquals("dnat"):
                match.Translated(operand.IsNegated);
                return true;
            case "status":
                return Add(match, NftablesFlags.Status.Matching(operand));
            case "direction":
                return operand.Op is "==" or "!=" && operand.Names() is [("original" or "reply") and var way]
                    && Add(match, (way == "reply") != operand.IsNegated ? LivePhases.Reply : LivePhases.First | LivePhases.Later);
            default:
                return false;
        }
    }

    private static bool Original(LiveMatchBuilder match, string? key, NftablesOperand operand)
    {
        switch (key)
        {
            case "protocol":
                return Protocols(match, operand);
            case "proto-dst":
                if (operand.Ports() is not { } ports)
                {
                    return false;
                }

                match.Ports(ports, operand.IsNegated, isOriginal: true);
                return true;
            case "ip saddr" or "ip daddr" or "ip6 saddr" or "ip6 daddr":
                var family = key.StartsWith("ip6", StringComparison.Ordinal) ? IpFamily.IPv6 : IpFamily.IPv4;
                match.Family(family);
                if (operand.Addresses(family) is not { } addresses)
                {
                    return false;
                }

                match.OriginalAddresses(addresses, key.EndsWith("saddr", StringComparison.Ordinal), family, operand.IsNegated);
                return true;
            default:
                return false;
        }
    }

    private static bool Masked(LiveMatchBuilder match, JsonElement operands, NftablesOperand operand)
    {
        if (operands.ValueKind != JsonValueKind.Array || operands.GetArrayLength() != 2)
        {
            return false;
        }

        var flags = NftablesValues.Only(operands[0]) switch
        {
            ("payload", var payload) when Is(payload, "tcp", "flags") => NftablesFlags.Tcp,
            ("payload", var payload) when Is(payload, "ip", "frag-off") => NftablesFlags.Fragment,
            ("ct", var ct) when NftablesValues.Text(ct, "key") is "state" => NftablesFlags.State,
            ("ct", var ct) when NftablesValues.Text(ct, "key") is "status" => NftablesFlags.Status,
            _ => null,
        };
        if (NftablesValues.Only(operands[0]) is ("payload", var header))
        {
            switch (NftablesValues.Text(header, "protocol"))
            {
                case "ip" or "ip6":
                    match.Family(NftablesValues.Text(header, "protocol") is "ip" ? IpFamily.IPv4 : IpFamily.IPv6);
                    break;
                case "tcp":
                    match.Protocols([6]);
                    break;
            }
        }

        return flags?.Bits(operands[1]) is { } mask && Add(match, flags.Matching(operand, mask));

        static bool Is(JsonElement payload, string protocol, string field)
            => NftablesValues.Text(payload, "protocol") == protocol && NftablesValues.Text(payload, "field") == field;
    }

    // The packets of new connections have no extension headers and no options of IP.
    private static bool Extension(LiveMatchBuilder match, JsonElement header, NftablesOperand operand)
        => Add(match, header.ValueKind == JsonValueKind.Object && !header.TryGetProperty("field", out _)
            && operand is { Op: "==" or "!=", Values: [{ ValueKind: JsonValueKind.True or JsonValueKind.False } exists] }
            && (exists.ValueKind == JsonValueKind.False) != operand.IsNegated ? LivePhases.All : LivePhases.None);

    private static bool Addresses(LiveMatchBuilder match, bool isSource, IpFamily family, NftablesOperand operand)
    {
        if (operand.Addresses(family) is not { } addresses)
        {
            return false;
        }

        match.Addresses(addresses, isSource, family, operand.IsNegated);
        return true;
    }

    private static bool Protocols(LiveMatchBuilder match, NftablesOperand operand)
    {
        var numbers = operand.Values.Select(NftablesValues.Protocol).ToList();
        if (operand.Op is not ("==" or "!=") || numbers.Contains(null))
        {
            return false;
        }

        match.Protocols([.. numbers.Select(number => number!.Value)], operand.IsNegated);
        return true;
    }

    private static bool Ports(LiveMatchBuilder match, NftablesOperand operand, bool isSource)
    {
        if (operand.Ports() is not { } ports)
        {
            return false;
        }

        if (isSource)
        {
            match.SourcePorts(ports, operand.IsNegated);
        }
        else
        {
            match.Ports(ports, operand.IsNegated);
        }

        return true;
    }

    private static bool EtherTypes(LiveMatchBuilder match, NftablesOperand operand)
    {
        if (operand.Op is not ("==" or "!=") || operand.Names() is not { } names)
        {
            return false;
        }

        var (four, six) = (names.Any(name => name is "ip" or "ipv4"), names.Any(name => name is "ip6" or "ipv6"));
        if (four != six)
        {
            match.Family(four ? IpFamily.IPv4 : IpFamily.IPv6, operand.IsNegated);
        }
        else
        {
            match.If(four != operand.IsNegated);
        }

        return true;
    }

    private static bool Add(LiveMatchBuilder match, LivePhases? phases)
    {
        if (phases is { } known)
        {
            match.Phases(known);
        }

        return phases is not null;
    }
}
