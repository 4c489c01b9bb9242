using System.Globalization;

namespace FirewallRules.Verification;

/// <summary>A set of ipset with its elements.</summary>
/// <param name="type">The type, such as <c>hash:net</c>.</param>
/// <param name="isIPv6">Whether its addresses are IPv6.</param>
/// <param name="prefixLength">The length of the prefixes that single addresses stand for; <see langword="null"/> for the whole address.</param>
internal sealed class IpsetState(string type, bool isIPv6, int? prefixLength = null)
{
    private readonly List<(Cidr Prefix, bool IsExcluded)> _prefixes = [];
    private readonly AddressSetBuilder _ranges = new();
    private readonly Dictionary<(int Protocol, PortRange Ports), AddressSetBuilder> _withPorts = [];
    private readonly List<PortRange> _ports = [];
    private readonly List<IpsetState> _members = [];
    private bool _isKnown = type is "hash:net" or "hash:ip" or "bitmap:ip" or "hash:net,port" or "hash:ip,port" or "bitmap:port" or "list:set";

    /// <summary>A set of prefixes of one family.</summary>
    public IpsetState(IpFamily family, AddressSet addresses)
        : this("hash:net", family == IpFamily.IPv6)
        => _prefixes.AddRange(addresses.Select(prefix => (prefix, false)));

    public IpFamily Family { get; } = isIPv6 ? IpFamily.IPv6 : IpFamily.IPv4;

    /// <summary>Whether it holds other sets.</summary>
    public bool IsList => type == "list:set";

    /// <summary>Whether rules add or remove elements as packets pass.</summary>
    public bool IsChanging { get; set; }

    /// <summary>The addresses of a set of addresses alone; <see langword="null"/> for another one, and where an element has no model.</summary>
    public AddressSet? Addresses
        => !_isKnown || type is "hash:net,port" or "hash:ip,port" or "bitmap:port" ? null
            : !IsList ? Read()
            : _members.TrueForAll(member => !member.IsList && member.Addresses is not null)
                ? _members.Aggregate(AddressSet.Empty, (all, member) => all.Union(member.Addresses!))
            : null;

    /// <summary>The elements of a set of addresses with ports; <see langword="null"/> for another one, and where an element has no model.</summary>
    public IReadOnlyList<(AddressSet Addresses, int Protocol, PortRange Ports)>? WithPorts
        => _isKnown && type is "hash:net,port" or "hash:ip,port"
            ? [.. _withPorts.Select(pair => (pair.Value.ToAddressSet(), pair.Key.Protocol, pair.Key.Ports))]
            : null;

    /// <summary>The elements of a set of ports; <see langword="null"/> for another one, and where an element has no model.</summary>
    public IReadOnlyList<PortRange>? Ports => _isKnown && type == "bitmap:port" ? _ports : null;

    private AddressSet? Known { get; set; }

    /// <summary>Adds a set to a list of sets.</summary>
    /// <param name="member">The set; <see langword="null"/> for one that is not listed.</param>
    public void Add(IpsetState? member)
    {
        _isKnown &= member is not null && IsList;
        if (member is not null)
        {
            _members.Add(member);
        }
    }

    /// <summary>Says that the set has something without a model.</summary>
    public void SetUnknown() => _isKnown = false;

    /// <param name="element">The element as it is printed.</param>
    /// <param name="isExcluded">Whether it is excepted from wider elements.</param>
    public void Add(string element, bool isExcluded)
    {
        Known = null;
        switch (type)
        {
            case "hash:net,port" or "hash:ip,port":
                _isKnown &= !isExcluded && TryAddWithPort(element);
                break;
            case "bitmap:port":
                _isKnown &= TryReadPorts(element, '-', out var ports);
                _ports.AddRange(ports is { } range ? [range] : []);
                break;
            default:
                _isKnown &= TryAddAddress(element, isExcluded);
                break;
        }
    }

    private bool TryAddAddress(string element, bool isExcluded)
    {
        if (Cidr.TryParse(element, CidrStyles.BareAddress | CidrStyles.MaskHostBits, out var prefix, out _))
        {
            _prefixes.Add((prefixLength is { } length && length < prefix.PrefixLength ? Supernet(prefix, length) : prefix, isExcluded));
            return true;
        }

        if (isExcluded || prefixLength is not null || !AddressRange.TryParse(element, CidrStyles.Strict, out var addresses, out _))
        {
            return false;
        }

        _ranges.Add(addresses);
        return true;
    }

    private static Cidr Supernet(Cidr prefix, int length)
        => Cidr.Parse(string.Create(CultureInfo.InvariantCulture, $"{prefix.FirstAddress}/{length}"), CidrStyles.MaskHostBits);

    private AddressSet Read() => Known ??= Matching();

    // The longest prefix that contains an address decides.
    private AddressSet Matching()
    {
        if (!_prefixes.Exists(prefix => prefix.IsExcluded))
        {
            return _ranges.AddRange(_prefixes.Select(prefix => prefix.Prefix)).ToAddressSet();
        }

        return _prefixes.GroupBy(prefix => (prefix.Prefix.PrefixLength, prefix.IsExcluded)).OrderBy(group => group.Key).Aggregate(
            _ranges.ToAddressSet(),
            (set, group) => AddressSet.From(group.Select(prefix => prefix.Prefix)) is var part && group.Key.IsExcluded ? set.Except(part) : set.Union(part));
    }

    private bool TryAddWithPort(string element)
    {
        if (element.Split(',') is not [var address, var port]
            || !AddressRange.TryParse(address, CidrStyles.BareAddress | CidrStyles.MaskHostBits, out var range, out _))
        {
            return false;
        }

        if (port.Split(':') is not [("tcp" or "udp") and var protocol, var numbers])
        {
            // Elements of other protocols match no TCP or UDP packet.
            return port.Contains(':', StringComparison.Ordinal);
        }

        if (!TryReadPorts(numbers, '-', out var ports))
        {
            return false;
        }

        if (ports is { } known)
        {
            var key = (protocol == "tcp" ? 6 : 17, known);
            (_withPorts.TryGetValue(key, out var addresses) ? addresses : _withPorts[key] = new AddressSetBuilder()).Add(range);
        }

        return true;
    }

    /// <summary>Reads a port or a range of ports.</summary>
    /// <returns>Whether it is one. A range that has port 0 only is none.</returns>
    public static bool TryReadPorts(string text, char separator, out PortRange? ports)
    {
        var parts = text.Split(separator);
        var isNumber = TryRead(parts[0], 0, out var first) & TryRead(parts[^1], ushort.MaxValue, out var last) & parts.Length <= 2;
        ports = isNumber ? PortMath.Range(first, last) : null;
        return isNumber;

        static bool TryRead(string part, int open, out int port)
        {
            port = open;
            return part.Length == 0 || (int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port <= ushort.MaxValue);
        }
    }
}
