using System.Net;

namespace FirewallRules;

public readonly partial struct Cidr
{
    /// <summary>Converts from the network type of the framework.</summary>
    /// <exception cref="ArgumentException">The address of the network has a scope ID.</exception>
    /// <remarks><c>default(IPNetwork)</c> is <c>0.0.0.0/0</c>, because the framework makes no difference between the two.</remarks>
    public static Cidr FromIPNetwork(IPNetwork network) => new(network.BaseAddress, network.PrefixLength);

    /// <summary>Converts to the network type of the framework.</summary>
    /// <exception cref="InvalidOperationException">This is the <c>default</c> value.</exception>
    public IPNetwork ToIPNetwork() => new(FirstAddress, _length);

    /// <summary>Converts from the network type of the IPNetwork2 package.</summary>
    /// <exception cref="ArgumentNullException">The network is <see langword="null"/>.</exception>
    /// <remarks>
    /// <c>new IPNetwork2()</c> is <c>0.0.0.0/0</c>, because the package makes no difference between the two. A network that was parsed by the
    /// package has been read by its rules, which accept host bits and short forms: <c>10.0.0.1</c> is <c>10.0.0.0/8</c> there.
    /// </remarks>
    public static Cidr FromIPNetwork2(IPNetwork2 network)
    {
        ArgumentNullException.ThrowIfNull(network);
        return new(network.Network, network.Cidr);
    }

    /// <summary>Converts to the network type of the IPNetwork2 package.</summary>
    /// <exception cref="InvalidOperationException">This is the <c>default</c> value.</exception>
    public IPNetwork2 ToIPNetwork2() => new(FirstAddress, _length);
}
