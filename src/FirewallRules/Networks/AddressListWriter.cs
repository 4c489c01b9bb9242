using System.Numerics;
using System.Runtime.InteropServices;

namespace FirewallRules.Networks;

/// <summary>Writes a set as UTF-8 text, one prefix a line with LF line ends, in pieces of any size: the counterpart of <see cref="AddressListReader"/>.</summary>
/// <remarks>The prefixes are the fewest that cover exactly the set, ascending, IPv4 before IPv6.</remarks>
public sealed class AddressListWriter
{
    /// <summary>The shortest piece in bytes that <see cref="Write"/> takes.</summary>
    public const int MinPieceLength = 64;

    private readonly AddressSet _set;
    private int _range;
    private ulong _nextIPv4;
    private IPv6Halves _nextIPv6;
    private bool _within;
    private bool _ipv4Done;

    /// <summary>Creates a writer at the first prefix of a set.</summary>
    public AddressListWriter(AddressSet set)
    {
        ArgumentNullException.ThrowIfNull(set);
        _set = set;
    }

    /// <summary>How many prefixes were written.</summary>
    public long PrefixCount { get; private set; }

    /// <summary>Writes the next lines, as many as fit whole.</summary>
    /// <param name="destination">Room for at least <see cref="MinPieceLength"/> bytes.</param>
    /// <returns>How many bytes were written; 0 when all lines are.</returns>
    /// <exception cref="ArgumentException">The room is too short for any line.</exception>
    public int Write(Span<byte> destination)
    {
        if (destination.Length < MinPieceLength)
        {
            throw new ArgumentException($"There must be room for {MinPieceLength} bytes.", nameof(destination));
        }

        var written = _ipv4Done ? 0 : WriteIPv4(destination);
        if (!_ipv4Done)
        {
            return written;
        }

        var rest = destination[written..];
        return written + (_set.IPv6Boundaries.AreOfNetworks ? WriteNetworks(rest) : WriteAddresses(rest));
    }

    private int WriteIPv4(Span<byte> destination)
    {
        var boundaries = _set.IPv4Boundaries;
        var used = 0;
        for (; _range < boundaries.Length; _range += 2)
        {
            var next = _within ? _nextIPv4 : boundaries[_range];
            var end = _range + 1 < boundaries.Length ? boundaries[_range + 1] : 1UL << 32;
            while (next < end)
            {
                if (destination.Length - used < MinPieceLength)
                {
                    (_within, _nextIPv4) = (true, next);
                    return used;
                }

                var open = CidrAggregator.WidestPrefix((uint)next, (uint)(end - 1));
                used += AddressFormatter.WriteIPv4((uint)next, destination[used..]);
                used += EndLine(32 - open, destination[used..]);
                next += 1UL << open;
            }

            _within = false;
        }

        (_ipv4Done, _range) = (true, 0);
        return used;
    }

    private int WriteNetworks(Span<byte> destination)
    {
        var boundaries = _set.IPv6Boundaries.Networks;
        var used = 0;
        for (; _range < boundaries.Length; _range += 2)
        {
            // The end is the first network behind the range, zero at the end of the space.
            var next = _within ? _nextIPv6.High : boundaries[_range];
            var end = _range + 1 < boundaries.Length ? boundaries[_range + 1] : 0;
            do
            {
                if (destination.Length - used < MinPieceLength)
                {
                    (_within, _nextIPv6) = (true, new(next, 0));
                    return used;
                }

                var open = CidrAggregator.WidestPrefix(next, end - 1);
                used += AddressFormatter.WriteIPv6(next, 0, destination[used..]);
                used += EndLine(64 - open, destination[used..]);
                next += open == 64 ? 0 : 1UL << open;
            }
            while (next != end);

            _within = false;
        }

        return used;
    }

    private int WriteAddresses(Span<byte> destination)
    {
        var halves = MemoryMarshal.Cast<UInt128, ulong>(_set.IPv6Boundaries.Addresses);
        var (high, low) = BitConverter.IsLittleEndian ? (1, 0) : (0, 1);
        var used = 0;
        for (; _range < halves.Length; _range += 4)
        {
            var next = _within ? _nextIPv6 : new IPv6Halves(halves[_range + high], halves[_range + low]);
            var end = _range + 2 < halves.Length ? new IPv6Halves(halves[_range + 2 + high], halves[_range + 2 + low]) : default;
            do
            {
                if (destination.Length - used < MinPieceLength)
                {
                    (_within, _nextIPv6) = (true, next);
                    return used;
                }

                var open = WidestPrefix(next, end);
                used += AddressFormatter.WriteIPv6(next.High, next.Low, destination[used..]);
                used += EndLine(128 - open, destination[used..]);
                next = Behind(next, open);
            }
            while (next != end);

            _within = false;
        }

        return used;
    }

    // The end is the first address behind the range, zero at the end of the space.
    private static int WidestPrefix(IPv6Halves first, IPv6Halves end)
    {
        var low = end.Low - first.Low;
        var high = end.High - first.High - (end.Low < first.Low ? 1UL : 0);
        var aligned = (first.High | first.Low) == 0 ? 128 : TrailingZeros(first.High, first.Low);
        var fitting = (high | low) == 0 ? 128 : high == 0 ? BitOperations.Log2(low) : 64 + BitOperations.Log2(high);
        return Math.Min(aligned, fitting);
    }

    private static int TrailingZeros(ulong high, ulong low)
        => low == 0 ? 64 + BitOperations.TrailingZeroCount(high) : BitOperations.TrailingZeroCount(low);

    private static IPv6Halves Behind(IPv6Halves first, int open)
    {
        if (open >= 64)
        {
            return new(open == 128 ? 0 : first.High + (1UL << (open - 64)), first.Low);
        }

        var low = first.Low + (1UL << open);
        return new(first.High + (low == 0 ? 1UL : 0), low);
    }

    private int EndLine(int length, Span<byte> destination)
    {
        var written = AddressFormatter.WriteLength(length, destination);
        destination[written] = (byte)'\n';
        PrefixCount++;
        return written + 1;
    }
}
