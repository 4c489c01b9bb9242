using System.Text.Json;

namespace FirewallRules.Verification;

/// <summary>What a part of a packet is compared with.</summary>
/// <param name="op">How, such as <c>==</c> or <c>in</c>.</param>
/// <param name="values">The values, one of which the part must have.</param>
/// <param name="set">The named set that they are the elements of; <see langword="null"/> when there is none.</param>
internal sealed class NftablesOperand(string op, IReadOnlyList<JsonElement> values, NftablesSet? set = null)
{
    public string Op { get; } = op;

    public IReadOnlyList<JsonElement> Values { get; } = values;

    /// <summary>Whether the part must have none of the values.</summary>
    public bool IsNegated => Op is "!=" or "!";

    /// <summary>Whether the part must have one of the values, or none of them, rather than be less or greater.</summary>
    public bool IsEquality => Op is "==" or "!=" or "in" or "!";

    /// <summary>Whether packets change the values.</summary>
    public bool IsChanging => set is { IsChanging: true };

    /// <summary>The addresses that the values stand for, before any negation.</summary>
    /// <returns><see langword="null"/> when a value is no address.</returns>
    public AddressSet? Addresses(IpFamily family)
    {
        if (set is not null)
        {
            return set.Addresses;
        }

        var builder = new AddressSetBuilder();
        if (!Values.All(value => NftablesValues.TryAddAddress(value, builder)))
        {
            return null;
        }

        var addresses = builder.ToAddressSet();
        if (Op is "==" or "!=")
        {
            return addresses;
        }

        var whole = family == IpFamily.IPv4 ? AddressSet.AllIPv4 : AddressSet.AllIPv6;
        if (!(Op is "<" or "<=" or ">" or ">=" && addresses.Only(family).Ranges.ToList() is [var bound]))
        {
            return null;
        }

        var below = Below(bound, whole);
        return Op switch
        {
            "<" => below,
            "<=" => below.Union(addresses),
            ">" => whole.Except(below).Except(addresses),
            _ => whole.Except(below),
        };
    }

    /// <summary>The numbers that the values stand for, as ranges, before any negation.</summary>
    /// <returns><see langword="null"/> when a value is no number from 0 to 65535.</returns>
    public IReadOnlyList<PortRange>? Ports()
    {
        var ranges = new List<PortRange>();
        foreach (var value in Values)
        {
            if (!NftablesValues.TryReadPorts(value, out var ports))
            {
                return null;
            }

            if (ports is { } range)
            {
                ranges.Add(range);
            }
        }

        if (Op is "==" or "!=")
        {
            return ranges;
        }

        if (Values is not [var only] || NftablesValues.Number(only) is not { } bound)
        {
            return null;
        }

        var compared = Op switch
        {
            "<" => PortMath.Range(0, bound - 1),
            "<=" => PortMath.Range(0, bound),
            ">" => PortMath.Range(bound + 1, ushort.MaxValue),
            ">=" => PortMath.Range(bound, ushort.MaxValue),
            _ => null,
        };
        return Op is "<" or "<=" or ">" or ">=" ? compared is { } one ? [one] : [] : null;
    }

    /// <returns>The texts; <see langword="null"/> when a value is something else.</returns>
    public IReadOnlyList<string>? Names() => NftablesValues.Names(Values);

    private static AddressSet Below(AddressRange bound, AddressSet whole)
    {
        var upTo = new AddressSetBuilder().Add(AddressRange.Parse($"{whole.Ranges.First().FirstAddress}-{bound.FirstAddress}")).ToAddressSet();
        return upTo.Except(AddressSet.From([Cidr.FromAddress(bound.FirstAddress)]));
    }
}
