using System.Buffers;
using System.Runtime.InteropServices;

namespace FirewallRules.Networks;

/// <summary>
/// The <see cref="Boundaries"/> of a set of IPv6 addresses. In real lists, nearly all boundaries are at the start of a /64 network, where the
/// low half of the address is zero. Only low halves that are not zero are stored, so that a boundary takes eight bytes instead of sixteen.
/// </summary>
/// <remarks>Each set has exactly one representation, so equal sets have equal arrays. <c>default</c> is the empty set.</remarks>
internal readonly struct IPv6Boundaries
{
    private readonly ulong[]? _highs;
    private readonly int[]? _lowIndexes;
    private readonly ulong[]? _lows;

    /// <summary>Takes ownership of the arrays: all high halves, and the indexes and values of the low halves that are not zero.</summary>
    public IPv6Boundaries(ulong[] highs, int[] lowIndexes, ulong[] lows) => (_highs, _lowIndexes, _lows) = (highs, lowIndexes, lows);

    /// <summary>All 2^128 addresses.</summary>
    public static IPv6Boundaries All => new([0], [], []);

    /// <summary>The high halves of all boundaries.</summary>
    public ulong[] Highs => _highs ?? [];

    /// <summary>The indexes of the boundaries whose low half is not zero, ascending.</summary>
    public int[] LowIndexes => _lowIndexes ?? [];

    /// <summary>The low halves that are not zero, in the same order.</summary>
    public ulong[] Lows => _lows ?? [];

    public int Count => Highs.Length;

    public bool IsEmpty => Count == 0;

    /// <summary>The boundary at an index. To read all of them in order, <see cref="IPv6BoundaryCursor"/> is faster.</summary>
    public UInt128 this[int index] => new(Highs[index], Array.BinarySearch(LowIndexes, index) is var low and >= 0 ? Lows[low] : 0);

    private bool HasNetworkBoundariesOnly => LowIndexes.Length == 0;

    /// <summary>Combines two sets, see <see cref="Boundaries.Combine"/>.</summary>
    public static IPv6Boundaries Combine(IPv6Boundaries a, IPv6Boundaries b, int operation)
        => b.IsEmpty ? ((operation & Boundaries.InFirstOnly) != 0 ? a : default)
        : a.IsEmpty ? ((operation & Boundaries.InSecondOnly) != 0 ? b : default)
        : a.HasNetworkBoundariesOnly && b.HasNetworkBoundariesOnly ? new(Boundaries.Combine<ulong>(a.Highs, b.Highs, operation), [], [])
        : CombineWithLows(a, b, operation);

    /// <summary>Whether the combination of two sets contains any address.</summary>
    public static bool Any(IPv6Boundaries a, IPv6Boundaries b, int operation)
    {
        if (a.HasNetworkBoundariesOnly && b.HasNetworkBoundariesOnly)
        {
            return Boundaries.Any<ulong>(a.Highs, b.Highs, operation);
        }

        var boundaries = new IPv6CombinationEnumerator(a, b, operation);
        return boundaries.MoveNext();
    }

    /// <summary>All addresses that are not in the set.</summary>
    public IPv6Boundaries Complement()
    {
        var startsAtZero = !IsEmpty && this[0] == 0;
        ulong[] highs = startsAtZero ? [.. Highs[1..]] : [0, .. Highs];
        return new(highs, Array.ConvertAll(LowIndexes, index => startsAtZero ? index - 1 : index + 1), Lows);
    }

    /// <summary>Whether every address from <paramref name="first"/> to <paramref name="last"/>, both inclusive, is in the set.</summary>
    public bool ContainsAll(UInt128 first, UInt128 last)
    {
        var crossed = CountUpTo(first);
        return (crossed & 1) == 1 && (crossed == Count || this[crossed] > last);
    }

    /// <summary>Whether any address from <paramref name="first"/> to <paramref name="last"/>, both inclusive, is in the set.</summary>
    public bool ContainsAny(UInt128 first, UInt128 last)
    {
        var crossed = CountUpTo(first);
        return (crossed & 1) == 1 || (crossed < Count && this[crossed] <= last);
    }

    /// <summary>The last address of the range that starts at the even index <paramref name="index"/>.</summary>
    public UInt128 LastOfRange(int index) => index + 1 < Count ? this[index + 1] - 1 : UInt128.MaxValue;

    /// <summary>Whether the sets contain the same addresses.</summary>
    public bool SetEquals(IPv6Boundaries other)
        => Highs.AsSpan().SequenceEqual(other.Highs)
            && LowIndexes.AsSpan().SequenceEqual(other.LowIndexes)
            && Lows.AsSpan().SequenceEqual(other.Lows);

    /// <summary>Adds the content to a hash code.</summary>
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
        for (var boundaries = new IPv6CombinationEnumerator(a, b, operation); boundaries.MoveNext(); count++)
        {
            highs[count] = boundaries.Current.High;
            if (boundaries.Current.Low != 0)
            {
                (lowIndexes[lowCount], lows[lowCount++]) = (count, boundaries.Current.Low);
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
