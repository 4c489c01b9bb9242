namespace FirewallRules;

public readonly partial record struct PortRange
{
    /// <summary>Merges ranges into normal form: ascending, neither overlapping nor adjacent.</summary>
    /// <exception cref="ArgumentException">There is no range, or one is <c>default</c>.</exception>
    internal static PortRange[] Normalize(IEnumerable<PortRange> ports)
    {
        var merged = new List<PortRange>();
        foreach (var range in ports.Order())
        {
            if (range == default)
            {
                throw new ArgumentException("The default PortRange is not a port.", nameof(ports));
            }

            if (merged.Count > 0 && range.First <= merged[^1].Last + 1)
            {
                merged[^1] = new PortRange(merged[^1].First, Math.Max(merged[^1].Last, range.Last));
            }
            else
            {
                merged.Add(range);
            }
        }

        return merged.Count > 0
            ? [.. merged]
            : throw new ArgumentException("A rule needs at least one port; PortRange.All means every port.", nameof(ports));
    }

    /// <summary>Splits ranges wherever any of them starts or ends, so that no two results overlap partially.</summary>
    internal static IEnumerable<PortRange> SplitAtBoundaries(IEnumerable<PortRange> ports)
    {
        var ranges = ports.ToList();
        var boundaries = ranges.Select(range => range.First).Concat(ranges.Select(range => range.Last + 1)).Distinct().Order().ToList();
        return boundaries.Zip(boundaries.Skip(1), (first, next) => new PortRange(first, next - 1))
            .Where(piece => ranges.Exists(range => range.Contains(piece)));
    }

    internal bool Contains(PortRange other) => First <= other.First && Last >= other.Last;
}
