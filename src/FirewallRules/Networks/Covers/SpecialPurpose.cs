namespace FirewallRules;

/// <summary>The addresses that are reserved for special purposes, and that no provider means as addresses of its hosts.</summary>
/// <remarks>
/// Sources: the IANA IPv4 and IPv6 Special-Purpose Address Registries as of 2025, including globally reachable blocks, and the blocks that the
/// address space registries list as multicast, reserved or site-local.
/// </remarks>
public static class SpecialPurpose
{
    /// <summary>The blocks, IPv4 first, ascending. A block may be inside another one.</summary>
    public static IReadOnlyList<SpecialPurposeBlock> Blocks { get; } =
    [
        Row("0.0.0.0/8", "\"This network\"", "RFC 791"),
        Row("10.0.0.0/8", "Private-Use", "RFC 1918"),
        Row("100.64.0.0/10", "Shared Address Space", "RFC 6598"),
        Row("127.0.0.0/8", "Loopback", "RFC 1122"),
        Row("169.254.0.0/16", "Link Local", "RFC 3927"),
        Row("172.16.0.0/12", "Private-Use", "RFC 1918"),
        Row("192.0.0.0/24", "IETF Protocol Assignments", "RFC 6890"),
        Row("192.0.2.0/24", "Documentation (TEST-NET-1)", "RFC 5737"),
        Row("192.31.196.0/24", "AS112-v4", "RFC 7535"),
        Row("192.52.193.0/24", "AMT", "RFC 7450"),
        Row("192.88.99.0/24", "Deprecated (6to4 Relay Anycast)", "RFC 7526"),
        Row("192.168.0.0/16", "Private-Use", "RFC 1918"),
        Row("192.175.48.0/24", "Direct Delegation AS112 Service", "RFC 7534"),
        Row("198.18.0.0/15", "Benchmarking", "RFC 2544"),
        Row("198.51.100.0/24", "Documentation (TEST-NET-2)", "RFC 5737"),
        Row("203.0.113.0/24", "Documentation (TEST-NET-3)", "RFC 5737"),
        Row("224.0.0.0/4", "Multicast", "RFC 5771"),
        Row("240.0.0.0/4", "Reserved", "RFC 1112"),
        Row("255.255.255.255/32", "Limited Broadcast", "RFC 919"),
        Row("::/128", "Unspecified Address", "RFC 4291"),
        Row("::1/128", "Loopback Address", "RFC 4291"),
        Row("::ffff:0:0/96", "IPv4-mapped Address", "RFC 4291"),
        Row("64:ff9b::/96", "IPv4-IPv6 Translation", "RFC 6052"),
        Row("64:ff9b:1::/48", "IPv4-IPv6 Translation", "RFC 8215"),
        Row("100::/64", "Discard-Only Address Block", "RFC 6666"),
        Row("100:0:0:1::/64", "Dummy IPv6 Prefix", "RFC 9780"),
        Row("2001::/23", "IETF Protocol Assignments", "RFC 2928"),
        Row("2001:db8::/32", "Documentation", "RFC 3849"),
        Row("2002::/16", "6to4", "RFC 3056"),
        Row("2620:4f:8000::/48", "Direct Delegation AS112 Service", "RFC 7534"),
        Row("3fff::/20", "Documentation", "RFC 9637"),
        Row("5f00::/16", "Segment Routing (SRv6) SIDs", "RFC 9602"),
        Row("fc00::/7", "Unique-Local", "RFC 4193"),
        Row("fe80::/10", "Link-Local Unicast", "RFC 4291"),
        Row("fec0::/10", "Deprecated (Site-Local Unicast)", "RFC 3879"),
        Row("ff00::/8", "Multicast", "RFC 4291"),
    ];

    /// <summary>All addresses of <see cref="Blocks"/>.</summary>
    public static AddressSet Addresses { get; } = AddressSet.Of([.. Blocks.Select(block => block.Prefix)]);

    /// <summary>
    /// <see cref="Addresses"/> without the prefixes for documentation: examples and tests use these, and no host has them.
    /// </summary>
    internal static AddressSet NotForHosts { get; } = Addresses
        .Except(AddressSet.Of([.. Blocks.Where(block => block.Name.StartsWith("Documentation", StringComparison.Ordinal)).Select(block => block.Prefix)]))
        .Except(AddressSet.Of(Cidr.Parse("233.252.0.0/24"))); // Multicast for documentation, RFC 6676.

    private static SpecialPurposeBlock Row(string prefix, string name, string source) => new(Cidr.Parse(prefix), name, source);
}
