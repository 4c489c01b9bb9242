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
    private UInt128 _nextIPv6;
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
        return _ipv4Done ? written + WriteIPv6(destination[written..]) : written;
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

    private int WriteIPv6(Span<byte> destination)
    {
        var boundaries = _set.IPv6Boundaries;
        var used = 0;
        for (; _range < boundaries.Length; _range += 2)
        {
            var next = _within ? _nextIPv6 : boundaries[_range];
            var last = Boundaries.LastOf(boundaries, _range);
            do
            {
                if (destination.Length - used < MinPieceLength)
                {
                    (_within, _nextIPv6) = (true, next);
                    return used;
                }

                var open = WidestPrefix(next, last);
                used += AddressFormatter.WriteIPv6((ulong)(next >> 64), (ulong)next, destination[used..]);
                used += EndLine(128 - open, destination[used..]);
                next += open == 128 ? 0 : UInt128.One << open;
            }
            while (next != 0 && next <= last);

            _within = false;
        }

        return used;
    }

    // Nearly every range of a real list is made of whole /64 networks: then the upper halves say it all.
    private static int WidestPrefix(UInt128 first, UInt128 last)
        => (ulong)first == 0 && (ulong)last == ulong.MaxValue
            ? 64 + CidrAggregator.WidestPrefix((ulong)(first >> 64), (ulong)(last >> 64))
            : CidrAggregator.WidestPrefix(first, last, 128);

    private int EndLine(int length, Span<byte> destination)
    {
        var written = AddressFormatter.WriteLength(length, destination);
        destination[written] = (byte)'\n';
        PrefixCount++;
        return written + 1;
    }
}
