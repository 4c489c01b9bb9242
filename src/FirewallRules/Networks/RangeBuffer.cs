using System.Runtime.CompilerServices;

namespace FirewallRules.Networks;

/// <summary>
/// Collects IPv6 ranges of any bounds in two flat arrays. A range that touches the one before it widens that one, and a full buffer is
/// merged before it grows, so memory follows the merged set and not the input.
/// </summary>
internal sealed class RangeBuffer
{
    private const int FirstCapacity = 16;

    private UInt128[] _firsts = [];
    private UInt128[] _lasts = [];

    public int Count { get; private set; }

    /// <summary>The upper half of the first address of a range.</summary>
    /// <remarks>Not inlined, as <see cref="Write"/>, so that the caller has nothing of 128-bit numbers in it and is compiled ahead of time.</remarks>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public ulong FirstHigh(int at) => (ulong)(_firsts[at] >> 64);

    /// <summary>Writes a range.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Write(ref IPv6RangeWriter writer, int at)
        => writer.Add((ulong)(_firsts[at] >> 64), (ulong)_firsts[at], (ulong)(_lasts[at] >> 64), (ulong)_lasts[at]);

    public void Add(UInt128 first, UInt128 last)
    {
        if (Count > 0)
        {
            ref var tail = ref _lasts[Count - 1];
            if (first >= _firsts[Count - 1] && Touches(first, tail))
            {
                tail = UInt128.Max(tail, last);
                return;
            }
        }

        if (Count == _firsts.Length)
        {
            MakeRoom();
        }

        _firsts[Count] = first;
        _lasts[Count++] = last;
    }

    /// <summary>Sorts and merges the ranges: they are ascending then, and none touches another.</summary>
    public void Merge()
    {
        if (Count == 0)
        {
            return;
        }

        _firsts.AsSpan(0, Count).Sort(_lasts.AsSpan(0, Count));
        var merged = 0;
        for (var i = 1; i < Count; i++)
        {
            if (Touches(_firsts[i], _lasts[merged]))
            {
                _lasts[merged] = UInt128.Max(_lasts[merged], _lasts[i]);
            }
            else
            {
                merged++;
                _firsts[merged] = _firsts[i];
                _lasts[merged] = _lasts[i];
            }
        }

        Count = merged + 1;
    }

    private static bool Touches(UInt128 first, UInt128 last) => last == UInt128.MaxValue || first <= last + 1;

    private void MakeRoom()
    {
        Merge();
        if (Count > _firsts.Length / 2 || _firsts.Length == 0)
        {
            var capacity = Math.Max(FirstCapacity, _firsts.Length * 2);
            Array.Resize(ref _firsts, capacity);
            Array.Resize(ref _lasts, capacity);
        }
    }
}
