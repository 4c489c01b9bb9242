namespace FirewallRules;

/// <summary>Lists of ports in normal form: ascending, neither overlapping nor adjacent.</summary>
internal static class PortSet
{
    /// <exception cref="ArgumentException">There is no port, or one is <c>default</c>.</exception>
    public static PortRange[] Normalize(IEnumerable<PortRange> ports)
    {
        var merged = new List<PortRange>();
        foreach (var run in ports.Order())
        {
            if (run == default)
            {
                throw new ArgumentException("The default PortRange is no port.", nameof(ports));
            }

            if (merged.Count > 0 && run.First <= merged[^1].Last + 1)
            {
                merged[^1] = new PortRange(merged[^1].First, Math.Max(merged[^1].Last, run.Last));
            }
            else
            {
                merged.Add(run);
            }
        }

        return merged.Count > 0 ? [.. merged] : throw new ArgumentException("A rule needs at least one port; PortRange.All means every port.", nameof(ports));
    }

    /// <summary>Cuts the runs where any of them starts or ends, so that no two pieces overlap partly.</summary>
    public static IEnumerable<PortRange> Cut(IEnumerable<PortRange> ports)
    {
        var runs = ports.ToList();
        var cuts = runs.Select(run => run.First).Concat(runs.Select(run => run.Last + 1)).Distinct().Order().ToList();
        return cuts.Zip(cuts.Skip(1), (first, next) => new PortRange(first, next - 1))
            .Where(piece => runs.Exists(run => Covers(run, piece)));
    }

    public static bool Covers(PortRange run, PortRange piece) => run.First <= piece.First && run.Last >= piece.Last;
}
