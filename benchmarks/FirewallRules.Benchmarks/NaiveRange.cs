using System.Buffers.Binary;

namespace FirewallRules.Benchmarks;

/// <summary>A range of addresses of one family as an object, and lists of them: the obvious way, which the benchmarks measure against.</summary>
internal sealed record NaiveRange(UInt128 First, UInt128 Last)
{
    public static List<NaiveRange> Merge(IEnumerable<string> lines) => Merge(lines.Select(Parse));

    public static List<NaiveRange> Merge(IEnumerable<NaiveRange> ranges)
    {
        var merged = new List<NaiveRange>();
        foreach (var range in ranges.OrderBy(range => range.First))
        {
            if (merged.Count > 0 && (merged[^1].Last == UInt128.MaxValue || range.First <= merged[^1].Last + 1))
            {
                merged[^1] = merged[^1] with { Last = UInt128.Max(merged[^1].Last, range.Last) };
            }
            else
            {
                merged.Add(range);
            }
        }

        return merged;
    }

    /// <summary>What two merged lists share.</summary>
    public static List<NaiveRange> Intersect(List<NaiveRange> a, List<NaiveRange> b)
    {
        var shared = new List<NaiveRange>();
        for (int i = 0, j = 0; i < a.Count && j < b.Count;)
        {
            var range = new NaiveRange(UInt128.Max(a[i].First, b[j].First), UInt128.Min(a[i].Last, b[j].Last));
            if (range.First <= range.Last)
            {
                shared.Add(range);
            }

            _ = a[i].Last < b[j].Last ? i++ : j++;
        }

        return shared;
    }

    /// <summary>What is between and around the ranges of a merged list.</summary>
    public static List<NaiveRange> Complement(List<NaiveRange> ranges)
    {
        var gaps = new List<NaiveRange>();
        var next = UInt128.Zero;
        foreach (var range in ranges)
        {
            if (range.First > next)
            {
                gaps.Add(new NaiveRange(next, range.First - 1));
            }

            next = range.Last + 1;
        }

        gaps.Add(new NaiveRange(next, UInt128.MaxValue));
        return gaps;
    }

    private static NaiveRange Parse(string line)
    {
#pragma warning disable RS0030 // The banned parser is what is measured against.
        var network = System.Net.IPNetwork.Parse(line);
#pragma warning restore RS0030
        Span<byte> bytes = stackalloc byte[16];
        bytes.Clear();
        var length = network.BaseAddress.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork ? 4 : 16;
        network.BaseAddress.TryWriteBytes(bytes[(16 - length)..], out _);
        var first = BinaryPrimitives.ReadUInt128BigEndian(bytes);
        return new NaiveRange(first, first + (UInt128.One << ((8 * length) - network.PrefixLength)) - 1);
    }
}
