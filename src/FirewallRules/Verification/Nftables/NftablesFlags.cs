using System.Text.Json;

namespace FirewallRules.Verification;

/// <summary>Compares bits that are known of each packet of a connection, such as the flags of TCP.</summary>
/// <param name="names">The bits by name.</param>
/// <param name="first">The bits of the first packet.</param>
/// <param name="reply">The bits of the answer to it.</param>
/// <param name="later">The bits of what follows.</param>
/// <param name="known">The bits of which that is known.</param>
internal sealed class NftablesFlags(IReadOnlyDictionary<string, int> names, int first, int reply, int later, int known)
{
    /// <summary>SYN, SYN and ACK, ACK. Packets of new connections may have other flags for congestion.</summary>
    public static NftablesFlags Tcp { get; } = new(
        new Dictionary<string, int>(StringComparer.Ordinal)
        {
            ["fin"] = 0x01,
            ["syn"] = 0x02,
            ["rst"] = 0x04,
            ["psh"] = 0x08,
            ["ack"] = 0x10,
            ["urg"] = 0x20,
            ["ecn"] = 0x40,
            ["cwr"] = 0x80,
        },
        first: 0x02,
        reply: 0x12,
        later: 0x10,
        known: -1);

    /// <summary>The state of the connection.</summary>
    public static NftablesFlags State { get; } = new(
        new Dictionary<string, int>(StringComparer.Ordinal)
        {
            ["invalid"] = 0x01,
            ["established"] = 0x02,
            ["related"] = 0x04,
            ["new"] = 0x08,
            ["untracked"] = 0x40,
        },
        first: 0x08,
        reply: 0x02,
        later: 0x02,
        known: -1);

    /// <summary>What happened to the connection so far, without translations.</summary>
    public static NftablesFlags Status { get; } = new(
        new Dictionary<string, int>(StringComparer.Ordinal)
        {
            ["expected"] = 0x01,
            ["seen-reply"] = 0x02,
            ["assured"] = 0x04,
            ["confirmed"] = 0x08,
            ["snat"] = 0x10,
            ["dnat"] = 0x20,
            ["dying"] = 0x200,
        },
        first: 0,
        reply: 0x0A,
        later: 0x0A,
        known: 0x0B);

    /// <summary>The offset of a fragment; new connections do not begin with fragments. Whether they may be fragmented is not known.</summary>
    public static NftablesFlags Fragment { get; } = new(
        new Dictionary<string, int>(StringComparer.Ordinal), first: 0, reply: 0, later: 0, known: 0xBFFF);

    /// <summary>The packets for which a comparison holds.</summary>
    /// <param name="operand">What the bits are compared with.</param>
    /// <param name="mask">The bits that are compared.</param>
    /// <returns><see langword="null"/> when it is not known.</returns>
    public LivePhases? Matching(NftablesOperand operand, int mask = -1)
    {
        if (!operand.IsEquality)
        {
            return null;
        }

        var values = new List<int>();
        foreach (var value in operand.Values)
        {
            if (Bits(value) is not { } bits)
            {
                return null;
            }

            values.Add(bits);
        }

        // A mask picks bits, and so does a test of single bits.
        var isAnyBit = operand.Op is "in" or "!";
        var looked = isAnyBit ? mask & values.Aggregate(0, (all, bits) => all | bits) : mask;
        return (looked & ~known) != 0 ? null
            : Phase(LivePhases.First, first) | Phase(LivePhases.Reply, reply) | Phase(LivePhases.Later, later);

        LivePhases Phase(LivePhases phase, int bits)
        {
            var holds = values.Exists(value => isAnyBit ? (bits & mask & value) != 0 : (bits & mask) == value);
            return holds != operand.IsNegated ? phase : LivePhases.None;
        }
    }

    /// <summary>Reads flags: names, numbers, or several of them.</summary>
    /// <returns><see langword="null"/> when they are something else.</returns>
    public int? Bits(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Number:
                return NftablesValues.Number(value) is >= 0 and <= ushort.MaxValue and var number ? (int)number : null;
            case JsonValueKind.String:
                return names.TryGetValue(value.GetString()!, out var bit) ? bit : null;
            case JsonValueKind.Array:
                return value.EnumerateArray().Aggregate((int?)0, (all, part) => all | Bits(part));
            case JsonValueKind.Object when value.TryGetProperty("|", out var parts):
                return Bits(parts);
            default:
                return null;
        }
    }
}
