namespace FirewallRules.Verification;

/// <summary>Sets of ports as ascending ranges from 1 to 65535. Port 0 is not used by connections.</summary>
internal static class PortMath
{
    private const int Last = ushort.MaxValue;

    public static IReadOnlyList<PortRange> Complement(IReadOnlyCollection<PortRange> ports)
    {
        var result = new List<PortRange>();
        var next = 1;
        foreach (var range in ports.Count == 0 ? [] : PortRange.Normalize(ports))
        {
            if (range.First > next)
            {
                result.Add(new PortRange(next, range.First - 1));
            }

            next = range.Last + 1;
        }

        if (next <= Last)
        {
            result.Add(new PortRange(next, Last));
        }

        return result;
    }

    public static IReadOnlyList<PortRange> Intersect(IReadOnlyList<PortRange> one, IReadOnlyList<PortRange> other)
        => [.. from a in one
               from b in other
               let first = Math.Max(a.First, b.First)
               let last = Math.Min(a.Last, b.Last)
               where first <= last
               select new PortRange(first, last)];

    /// <summary>A range as a program prints it; nothing for port 0 alone.</summary>
    public static PortRange? Range(long first, long last)
        => first > last || first < 0 || last > Last || last == 0 ? null : new PortRange(Math.Max(1, (int)first), (int)last);
}
