using System.Net;

namespace FirewallRules;

public sealed partial class AddressSet
{
    /// <summary>The set of all addresses in the given prefixes, in any order, overlapping or not.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="prefixes"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">A prefix is <c>default</c>.</exception>
    public static AddressSet From(IEnumerable<Cidr> prefixes) => new AddressSetBuilder().AddRange(prefixes).ToAddressSet();

    /// <summary>The set of all addresses in the given networks, in any order, overlapping or not.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="networks"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">The address of a network has a scope ID.</exception>
    /// <remarks><inheritdoc cref="Cidr.FromIPNetwork(IPNetwork)" path="/remarks" /></remarks>
    public static AddressSet From(IEnumerable<IPNetwork> networks) => new AddressSetBuilder().AddRange(networks).ToAddressSet();

    /// <summary>The set of all addresses in the given networks, in any order, overlapping or not.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="networks"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">A network is <see langword="null"/>.</exception>
    /// <remarks><inheritdoc cref="Cidr.FromIPNetwork2(IPNetwork2)" path="/remarks" /></remarks>
    /// <example>
    /// <code>
    /// using System.Net;
    ///
    /// IPNetwork2[] networks = [IPNetwork2.Parse("10.0.0.0/25"), IPNetwork2.Parse("10.0.0.128/25")];
    /// Console.WriteLine(AddressSet.From(networks)); // 10.0.0.0/24
    /// </code>
    /// </example>
    public static AddressSet From(IEnumerable<IPNetwork2> networks) => new AddressSetBuilder().AddRange(networks).ToAddressSet();

    /// <summary>The minimal prefixes of the set as networks of the framework, in the order of the enumeration.</summary>
    public IPNetwork[] ToIPNetworks()
    {
        var networks = new IPNetwork[CountPrefixes()];
        var count = 0;
        foreach (var prefix in this)
        {
            networks[count++] = prefix.ToIPNetwork();
        }

        return networks;
    }

    /// <summary>The minimal prefixes of the set as networks of the IPNetwork2 package, in the order of the enumeration.</summary>
    public IPNetwork2[] ToIPNetworks2()
    {
        var networks = new IPNetwork2[CountPrefixes()];
        var count = 0;
        foreach (var prefix in this)
        {
            networks[count++] = prefix.ToIPNetwork2();
        }

        return networks;
    }
}
