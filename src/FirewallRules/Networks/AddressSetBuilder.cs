using System.Net;
using FirewallRules.Networks;

namespace FirewallRules;

/// <summary>Collects prefixes, ranges and addresses in any order and builds an <see cref="AddressSet"/> from them.</summary>
/// <remarks>If the input merges well, memory grows with the merged set and not with the input. Not safe for use by several threads at once.</remarks>
/// <example>
/// <code>
/// AddressSet set = new AddressSetBuilder()
///     .Add(Cidr.Parse("10.0.0.0/25"))
///     .Add(AddressRange.Parse("10.0.0.128-10.0.0.255"))
///     .ToAddressSet();
/// Console.WriteLine(set); // 10.0.0.0/24
/// </code>
/// </example>
public sealed partial class AddressSetBuilder
{
    private const int BatchLength = 128;

    private IPv4Aggregator _ipv4;
    private IPv6Aggregator _ipv6;

    /// <summary>Creates an empty builder.</summary>
    public AddressSetBuilder()
        : this(0)
    {
    }

    /// <summary>
    /// Creates an empty builder that expects <paramref name="capacity"/> disjoint ranges. Memory for many of them is allocated once enough have
    /// been added to know that they do not merge.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The capacity is negative.</exception>
    public AddressSetBuilder(int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(capacity);
        (_ipv4, _ipv6) = (new(capacity), new(capacity));
    }

    /// <summary>Adds all addresses of the prefix.</summary>
    /// <exception cref="ArgumentException">The prefix is <c>default</c>.</exception>
    public AddressSetBuilder Add(Cidr prefix) => Add(prefix.Family, prefix.FirstValue, prefix.LastValue);

    /// <summary>Adds all addresses of the range.</summary>
    /// <exception cref="ArgumentException">The range is <c>default</c>.</exception>
    public AddressSetBuilder Add(AddressRange range) => Add(range.Family, range.FirstValue, range.LastValue);

    /// <summary>Adds one address.</summary>
    /// <exception cref="ArgumentNullException">The address is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">The address has a scope ID.</exception>
    public AddressSetBuilder Add(IPAddress address) => Add(Cidr.FromAddress(address));

    /// <summary>Adds all addresses of another set.</summary>
    public AddressSetBuilder Add(AddressSet set)
    {
        ArgumentNullException.ThrowIfNull(set);
        _ipv4.Add(set.IPv4Boundaries);
        _ipv6.Add(set.IPv6Boundaries);
        return this;
    }

    /// <summary>Adds everything that another builder has collected, without removing it there.</summary>
    /// <remarks>To build on several threads, use a builder per thread, call <see cref="Compact"/> on that thread, and then add the builders.</remarks>
    public AddressSetBuilder Add(AddressSetBuilder other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other != this)
        {
            _ipv4.Add(other._ipv4);
            _ipv6.Add(other._ipv6);
        }

        return this;
    }

    /// <summary>Adds all addresses of the prefixes.</summary>
    /// <exception cref="ArgumentException">A prefix is <c>default</c>; those before it have been added.</exception>
    public AddressSetBuilder AddRange(ReadOnlySpan<Cidr> prefixes)
    {
        // In batches, as AddressListReader adds the entries of a list.
        var ipv4 = new IPv4Range[Math.Min(prefixes.Length, BatchLength)];
        var ipv6 = new IPv6Prefix[ipv4.Length];
        while (!prefixes.IsEmpty)
        {
            var (at, ipv4Count, ipv6Count) = (0, 0, 0);
            for (; at < Math.Min(prefixes.Length, BatchLength) && prefixes[at].Family != IpFamily.None; at++)
            {
                ref readonly var prefix = ref prefixes[at];
                if (prefix.Family == IpFamily.IPv4)
                {
                    ipv4[ipv4Count++] = prefix.ToIPv4Range();
                }
                else
                {
                    ipv6[ipv6Count++] = prefix.ToIPv6Prefix();
                }
            }

            Add(ipv4, ipv4Count);
            Add(ipv6, ipv6Count);
            if (at == 0)
            {
                Add(prefixes[0]);
            }

            prefixes = prefixes[at..];
        }

        return this;
    }

    /// <inheritdoc cref="AddRange(ReadOnlySpan{Cidr})" />
    public AddressSetBuilder AddRange(IEnumerable<Cidr> prefixes)
    {
        ArgumentNullException.ThrowIfNull(prefixes);
        foreach (var prefix in prefixes)
        {
            Add(prefix);
        }

        return this;
    }

    /// <summary>Merges what was added so far, which otherwise happens when more memory is needed or the set is built.</summary>
    public AddressSetBuilder Compact()
    {
        _ipv4.Compact();
        _ipv6.Compact();
        return this;
    }

    /// <summary>The set of everything added so far. More can be added later.</summary>
    public AddressSet ToAddressSet() => new(_ipv4.ToBoundaries(), _ipv6.ToBoundaries());

    /// <summary>Moves the content out of the builder, which is empty after that.</summary>
    internal void Detach(out IPv4Aggregator ipv4, out IPv6Aggregator ipv6)
    {
        (ipv4, ipv6) = (_ipv4, _ipv6);
        (_ipv4, _ipv6) = (new(0), new(0));
    }

    /// <summary>The minimal IPv4 prefixes of everything added so far; valid until something is added.</summary>
    internal IIPv4KeySource ToIPv4KeySource() => _ipv4.ToKeySource();

    /// <summary>The minimal IPv6 prefixes of everything added so far; valid until something is added.</summary>
    internal IIPv6PrefixSource ToIPv6PrefixSource() => _ipv6.ToPrefixSource();

    /// <summary>Removes everything and returns the memory to the pool.</summary>
    internal void Clear()
    {
        _ipv4.Clear();
        _ipv6.Clear();
    }

    /// <summary>Adds the first <paramref name="count"/> ranges.</summary>
    internal void Add(IPv4Range[] ranges, int count) => _ipv4.Add(ranges, count);

    /// <summary>Adds the first <paramref name="count"/> prefixes.</summary>
    internal void Add(IPv6Prefix[] prefixes, int count) => _ipv6.Add(prefixes, count);

    private AddressSetBuilder Add(IpFamily family, UInt128 first, UInt128 last)
    {
        switch (family)
        {
            case IpFamily.IPv4:
                _ipv4.Add((uint)first, (uint)last);
                return this;
            case IpFamily.IPv6:
                _ipv6.Add(first, last);
                return this;
            default:
                throw new ArgumentException("The default value is not a prefix or range and cannot be added to a set.", nameof(family));
        }
    }
}
