using System.Globalization;

namespace FirewallRules.Verification;

/// <summary>Reads a security rule, with its properties beside its name or in <c>properties</c>.</summary>
internal static class AzureSecurityRuleReader
{
    private const int MaxProtocol = 255;
    private const int MaxPriority = 65535;

    private static readonly HashSet<string> Known = new(
        from side in new[] { "source", "destination" }
        from property in new[] { "AddressPrefix", "AddressPrefixes", "PortRange", "PortRanges", "ApplicationSecurityGroups" }
        select side + property,
        StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether an object has what a security rule has.</summary>
    public static bool IsRule(LiveJson value)
        => Properties(value) is var properties && properties.Find("access") is not null && properties.Find("priority") is not null;

    /// <exception cref="LiveStateFormatException">It is no security rule.</exception>
    public static AzureSecurityRule Read(LiveJson value)
    {
        var properties = Properties(value);
        var direction = DirectionOf(properties.Required("direction"));
        var (near, far) = direction == Direction.Egress ? ("source", "destination") : ("destination", "source");
        var name = value.TextOf("name") ?? "";
        var conditions = new LiveMatchBuilder();
        AddProtocol(properties.Required("protocol"), conditions);
        AddSourcePorts(properties, conditions);
        AddUnknown(properties, conditions);
        var (ports, unknownPorts) = Ports(properties);
        var remote = Side(properties, far);
        var priority = PriorityOf(properties.Required("priority"));
        var access = properties.Required("access").Text ?? "";
        return new AzureSecurityRule
        {
            Name = AzureExpression.LastName(name),
            Description = AzureExpression.Literal(properties.TextOf("description") ?? ""),
            Priority = priority,
            Direction = direction,
            Action = access.ToUpperInvariant() switch { "ALLOW" => LiveAction.Accept, "DENY" => LiveAction.Drop, _ => LiveAction.Unknown },
            Conditions = conditions,
            Ports = ports,
            UnknownPorts = unknownPorts,
            Remote = Groups(properties, far) is { Count: > 0 } groups ? AzureAddresses.Unknown($"application security group {LiveText.List(groups)}")
                : AzureAddresses.Read(remote, isLocal: false),
            Local = AzureAddresses.Read(Side(properties, near), isLocal: true),
            LocalGroups = Groups(properties, near),
            Text = LiveText.Short(string.Create(
                CultureInfo.InvariantCulture,
                $"{AzureExpression.LastName(name)} (priority {priority}): {access} {properties.TextOf("protocol")} "
                    + $"{LiveText.List(Values(properties, "destinationPortRange"))} {(direction == Direction.Egress ? "to" : "from")} "
                    + $"{LiveText.List(remote)}")),
        };
    }

    private static LiveJson Properties(LiveJson value) => value.Find("properties") is { IsObject: true } inner ? inner : value;

    private static Direction DirectionOf(LiveJson value) => value.Text?.ToUpperInvariant() switch
    {
        "OUTBOUND" => Direction.Egress,
        "INBOUND" => Direction.Ingress,
        _ => throw value.Fail("is neither Inbound nor Outbound"),
    };

    private static int PriorityOf(LiveJson value)
        => value.Number is >= 0 and <= MaxPriority and var priority ? priority : throw value.Fail("is not a priority");

    private static void AddProtocol(LiveJson value, LiveMatchBuilder conditions)
    {
        switch (value.Text?.ToUpperInvariant())
        {
            case "*" or "ANY":
                break;
            case "TCP":
                conditions.Protocols([(int)Protocol.Tcp]);
                break;
            case "UDP":
                conditions.Protocols([(int)Protocol.Udp]);
                break;
            case "ICMP" or "ICMPV6" or "ESP" or "AH":
                conditions.Never();
                break;
            case not null when value.Number is >= 0 and <= MaxProtocol and var number:
                conditions.Protocols([number]);
                break;
            case var text:
                conditions.Unmodelled($"protocol {text}");
                break;
        }
    }

    private static void AddSourcePorts(LiveJson properties, LiveMatchBuilder conditions)
    {
        if (!Values(properties, "sourcePortRange").Any(text => text is "*" or "0-65535" || text.Equals("Any", StringComparison.OrdinalIgnoreCase)))
        {
            conditions.SourcePorts();
        }
    }

    // A condition that a later version of the API adds narrows the rule in a way that is not known.
    private static void AddUnknown(LiveJson properties, LiveMatchBuilder conditions)
    {
        foreach (var (name, value) in properties.Properties)
        {
            if ((name.StartsWith("source", StringComparison.OrdinalIgnoreCase) || name.StartsWith("destination", StringComparison.OrdinalIgnoreCase))
                && !Known.Contains(name) && !(value.IsArray && !value.Items.Any()) && value.Text is not "")
            {
                conditions.Unmodelled(name);
            }
        }
    }

    private static (IReadOnlyList<PortRange>? Ports, string? Unknown) Ports(LiveJson properties)
    {
        var (ranges, unknown) = (new List<PortRange>(), new List<string>());
        foreach (var text in Values(properties, "destinationPortRange"))
        {
            if (text is "*" || text.Equals("Any", StringComparison.OrdinalIgnoreCase))
            {
                return (null, null);
            }

            if (!TryReadPorts(text, out var range))
            {
                unknown.Add(text);
            }
            else if (range is { } ports)
            {
                ranges.Add(ports);
            }
        }

        return (ranges.Count == 0 ? [] : PortRange.Normalize(ranges), unknown.Count == 0 ? null : $"ports {LiveText.List(unknown)}");
    }

    private static bool TryReadPorts(string text, out PortRange? ports)
    {
        ports = null;
        var parts = text.Split('-');
        if (parts.Length > 2 || !TryReadPort(parts[0], out var first) || !TryReadPort(parts[^1], out var last) || first > last)
        {
            return false;
        }

        ports = PortMath.Range(first, last);
        return true;
    }

    private static bool TryReadPort(string text, out int port)
        => int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out port) && port <= ushort.MaxValue;

    private static List<string> Side(LiveJson properties, string side) => Values(properties, side + "AddressPrefix");

    // Azure returns a single value in the singular property, and the other one empty.
    private static List<string> Values(LiveJson properties, string singular)
        => [.. new[] { singular, singular.EndsWith('x') ? singular + "es" : singular + "s" }
            .SelectMany(properties.TextsOf).Select(text => text.Trim()).Where(text => text.Length > 0)];

    private static List<string> Groups(LiveJson properties, string side)
        => [.. (properties.Find(side + "ApplicationSecurityGroups")?.Items ?? [])
            .Select(group => AzureExpression.LastName(group.TextOf("id") ?? throw group.Fail("has no 'id'")))];
}
