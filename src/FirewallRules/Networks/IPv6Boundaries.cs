using System.Buffers;
using System.Runtime.InteropServices;

namespace FirewallRules.Networks;

/// <summary>
/// The <see cref="Boundaries"/> of a set of IPv6 addresses. Nearly all of real lists lie between /64 networks, where the upper half says it
/// all; the lower halves that are not zero are kept apart, so that a boundary takes eight bytes and not sixteen.
/// </summary>
/// <remarks>A set has one form only, so that equal sets are equal bytes. <c>default</c> is the empty set.</remarks>
internal readonly struct IPv6Boundaries
{
    private readonly ulong[]? _highs;
    private readonly int[]? _fineAt;
    private readonly ulong[]? _fineLows;

    /// <summary>Takes the arrays over: all upper halves, the indexes of lower halves that are not zero, and these.</summary>
    public IPv6Boundaries(ulong[] highs, int[] fineAt, ulong[] fineLows) => (_highs, _fineAt, _fineLows) = (highs, fineAt, fineLows);

    /// <summary>All 2^128 addresses.</summary>
    public static IPv6Boundaries All => new([0], [], []);

    /// <summary>All upper halves.</summary>
    public ulong[] Highs => _highs ?? [];

    /// <summary>Where lower halves are not zero, ascending.</summary>
    public int[] FineAt => _fineAt ?? [];

    /// <summary>The lower halves that are not zero.</summary>
    public ulong[] FineLows => _fineLows ?? [];

    public int Count => Highs.Length;

    public bool IsEmpty => Count == 0;

    /// <summary>A boundary; for all of them in their order, <see cref="IPv6Cursor"/> takes less.</summary>
    public UInt128 this[int at] => new(Highs[at], Array.BinarySearch(FineAt, at) is var fine and >= 0 ? FineLows[fine] : 0);

    private bool IsOfNetworks => FineAt.Length == 0;

    /// <summary>Combines two sets, see <see cref="Boundaries.Combine"/>.</summary>
    public static IPv6Boundaries Combine(IPv6Boundaries a, IPv6Boundaries b, int truth)
        => b.IsEmpty ? ((truth & Boundaries.InFirstOnly) != 0 ? a : default)
        : a.IsEmpty ? ((truth & Boundaries.InSecondOnly) != 0 ? b : default)
        : a.IsOfNetworks && b.IsOfNetworks ? new(Boundaries.Combine<ulong>(a.Highs, b.Highs, truth), [], [])
        : CombineFine(a, b, truth);

    /// <summary>Whether the combination of two sets holds any address.</summary>
    public static bool Any(IPv6Boundaries a, IPv6Boundaries b, int truth)
    {
        if (a.IsOfNetworks && b.IsOfNetworks)
        {
            return Boundaries.Any<ulong>(a.Highs, b.Highs, truth);
        }

        var sweep = new IPv6Sweep(a, b, truth);
        return sweep.MoveNext();
    }

    /// <summary>All addresses that are not in the set.</summary>
    public IPv6Boundaries Complement()
    {
        var holdsFirst = !IsEmpty && this[0] == 0;
        ulong[] highs = holdsFirst ? [.. Highs[1..]] : [0, .. Highs];
        return new(highs, Array.ConvertAll(FineAt, at => holdsFirst ? at - 1 : at + 1), FineLows);
    }

    /// <summary>Whether every address from <paramref name="first"/> to <paramref name="last"/>, both included, is in the set.</summary>
    public bool ContainsAll(UInt128 first, UInt128 last)
    {
        var entered = CountUpTo(first);
        return (entered & 1) == 1 && (entered == Count || this[entered] > last);
    }

    /// <summary>Whether any address from <paramref name="first"/> to <paramref name="last"/>, both included, is in the set.</summary>
    public bool ContainsAny(UInt128 first, UInt128 last)
    {
        var entered = CountUpTo(first);
        return (entered & 1) == 1 || (entered < Count && this[entered] <= last);
    }

    /// <summary>The last address of the range that starts at the even index <paramref name="at"/>.</summary>
    public UInt128 LastOf(int at) => at + 1 < Count ? this[at + 1] - 1 : UInt128.MaxValue;

    /// <summary>Whether the two sets hold the same addresses.</summary>
    public bool SetEquals(IPv6Boundaries other)
        => Highs.AsSpan().SequenceEqual(other.Highs) && FineAt.AsSpan().SequenceEqual(other.FineAt) && FineLows.AsSpan().SequenceEqual(other.FineLows);

    /// <summary>Adds what tells this set from others.</summary>
    public void AddTo(ref HashCode hash)
    {
        hash.AddBytes(MemoryMarshal.AsBytes(Highs.AsSpan()));
        hash.AddBytes(MemoryMarshal.AsBytes(FineLows.AsSpan()));
    }

    private static IPv6Boundaries CombineFine(IPv6Boundaries a, IPv6Boundaries b, int truth)
    {
        var highs = ArrayPool<ulong>.Shared.Rent(a.Count + b.Count);
        var lows = ArrayPool<ulong>.Shared.Rent(a.FineAt.Length + b.FineAt.Length);
        var fineAt = ArrayPool<int>.Shared.Rent(a.FineAt.Length + b.FineAt.Length);
        var (count, fine) = (0, 0);
        for (var sweep = new IPv6Sweep(a, b, truth); sweep.MoveNext(); count++)
        {
            highs[count] = sweep.Current.High;
            if (sweep.Current.Low != 0)
            {
                (fineAt[fine], lows[fine++]) = (count, sweep.Current.Low);
            }
        }

        var combined = new IPv6Boundaries(highs[..count], fineAt[..fine], lows[..fine]);
        ArrayPool<ulong>.Shared.Return(highs);
        ArrayPool<ulong>.Shared.Return(lows);
        ArrayPool<int>.Shared.Return(fineAt);
        return combined;
    }

    private int CountUpTo(UInt128 address)
    {
        var (low, high) = (0, Count);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            if (this[middle] <= address)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }
}
