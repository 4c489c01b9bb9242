using System.Net;

namespace FirewallRules;

public sealed partial class AddressSetBuilder
{
    /// <summary>Adds all addresses of a network of the framework.</summary>
    /// <exception cref="ArgumentException">The address of the network has a scope ID.</exception>
    /// <remarks><inheritdoc cref="Cidr.FromIPNetwork(IPNetwork)" path="/remarks" /></remarks>
    public AddressSetBuilder Add(IPNetwork network) => Add(Cidr.FromIPNetwork(network));

    /// <summary>Adds all addresses of a network of the IPNetwork2 package.</summary>
    /// <exception cref="ArgumentNullException">The network is <see langword="null"/>.</exception>
    /// <remarks><inheritdoc cref="Cidr.FromIPNetwork2(IPNetwork2)" path="/remarks" /></remarks>
    public AddressSetBuilder Add(IPNetwork2 network) => Add(Cidr.FromIPNetwork2(network));

    /// <summary>Adds all addresses of the networks.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="networks"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">The address of a network has a scope ID; the networks before it have been added.</exception>
    /// <remarks><inheritdoc cref="Cidr.FromIPNetwork(IPNetwork)" path="/remarks" /></remarks>
    public AddressSetBuilder AddRange(IEnumerable<IPNetwork> networks)
    {
        ArgumentNullException.ThrowIfNull(networks);
        foreach (var network in networks)
        {
            Add(network);
        }

        return this;
    }

    /// <summary>Adds all addresses of the networks.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="networks"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">A network is <see langword="null"/>; the networks before it have been added.</exception>
    /// <remarks><inheritdoc cref="Cidr.FromIPNetwork2(IPNetwork2)" path="/remarks" /></remarks>
    public AddressSetBuilder AddRange(IEnumerable<IPNetwork2> networks)
    {
        ArgumentNullException.ThrowIfNull(networks);
        foreach (var network in networks)
        {
            Add(network ?? throw new ArgumentException("A network is null.", nameof(networks)));
        }

        return this;
    }
}
