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
    private readonly int[]? _lowIndexes;
    private readonly ulong[]? _lows;

    /// <summary>Takes the arrays over: all upper halves, the indexes of lower halves that are not zero, and these.</summary>
    public IPv6Boundaries(ulong[] highs, int[] lowIndexes, ulong[] fineLows) => (_highs, _lowIndexes, _lows) = (highs, lowIndexes, fineLows);

    /// <summary>All 2^128 addresses.</summary>
    public static IPv6Boundaries All => new([0], [], []);

    /// <summary>All upper halves.</summary>
    public ulong[] Highs => _highs ?? [];

    /// <summary>Where lower halves are not zero, ascending.</summary>
    public int[] LowIndexes => _lowIndexes ?? [];

    /// <summary>The lower halves that are not zero.</summary>
    public ulong[] Lows => _lows ?? [];

    public int Count => Highs.Length;

    public bool IsEmpty => Count == 0;

    /// <summary>A boundary; for all of them in their order, <see cref="IPv6BoundaryCursor"/> takes less.</summary>
    public UInt128 this[int at] => new(Highs[at], Array.BinarySearch(LowIndexes, at) is var lowCount and >= 0 ? Lows[lowCount] : 0);

    private bool HasNetworkBoundariesOnly => LowIndexes.Length == 0;

    /// <summary>Combines two sets, see <see cref="Boundaries.Combine"/>.</summary>
    public static IPv6Boundaries Combine(IPv6Boundaries a, IPv6Boundaries b, int operation)
        => b.IsEmpty ? ((operation & Boundaries.InFirstOnly) != 0 ? a : default)
        : a.IsEmpty ? ((operation & Boundaries.InSecondOnly) != 0 ? b : default)
        : a.HasNetworkBoundariesOnly && b.HasNetworkBoundariesOnly ? new(Boundaries.Combine<ulong>(a.Highs, b.Highs, operation), [], [])
        : CombineWithLows(a, b, operation);

    /// <summary>Whether the combination of two sets holds any address.</summary>
    public static bool Any(IPv6Boundaries a, IPv6Boundaries b, int operation)
    {
        if (a.HasNetworkBoundariesOnly && b.HasNetworkBoundariesOnly)
        {
            return Boundaries.Any<ulong>(a.Highs, b.Highs, operation);
        }

        var sweep = new IPv6CombinationEnumerator(a, b, operation);
        return sweep.MoveNext();
    }

    /// <summary>All addresses that are not in the set.</summary>
    public IPv6Boundaries Complement()
    {
        var holdsFirst = !IsEmpty && this[0] == 0;
        ulong[] highs = holdsFirst ? [.. Highs[1..]] : [0, .. Highs];
        return new(highs, Array.ConvertAll(LowIndexes, at => holdsFirst ? at - 1 : at + 1), Lows);
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
    public UInt128 LastOfRange(int at) => at + 1 < Count ? this[at + 1] - 1 : UInt128.MaxValue;

    /// <summary>Whether the two sets hold the same addresses.</summary>
    public bool SetEquals(IPv6Boundaries other)
        => Highs.AsSpan().SequenceEqual(other.Highs) && LowIndexes.AsSpan().SequenceEqual(other.LowIndexes) && Lows.AsSpan().SequenceEqual(other.Lows);

    /// <summary>Adds what tells this set from others.</summary>
    public void AddTo(ref HashCode hash)
    {
        hash.AddBytes(MemoryMarshal.AsBytes(Highs.AsSpan()));
        hash.AddBytes(MemoryMarshal.AsBytes(Lows.AsSpan()));
    }

    private static IPv6Boundaries CombineWithLows(IPv6Boundaries a, IPv6Boundaries b, int operation)
    {
        var highs = ArrayPool<ulong>.Shared.Rent(a.Count + b.Count);
        var lows = ArrayPool<ulong>.Shared.Rent(a.LowIndexes.Length + b.LowIndexes.Length);
        var lowIndexes = ArrayPool<int>.Shared.Rent(a.LowIndexes.Length + b.LowIndexes.Length);
        var (count, lowCount) = (0, 0);
        for (var sweep = new IPv6CombinationEnumerator(a, b, operation); sweep.MoveNext(); count++)
        {
            highs[count] = sweep.Current.High;
            if (sweep.Current.Low != 0)
            {
                (lowIndexes[lowCount], lows[lowCount++]) = (count, sweep.Current.Low);
            }
        }

        var combined = new IPv6Boundaries(highs[..count], lowIndexes[..lowCount], lows[..lowCount]);
        ArrayPool<ulong>.Shared.Return(highs);
        ArrayPool<ulong>.Shared.Return(lows);
        ArrayPool<int>.Shared.Return(lowIndexes);
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
