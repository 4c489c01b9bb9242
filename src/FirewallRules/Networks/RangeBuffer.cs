using System.Numerics;

namespace FirewallRules.Networks;

/// <summary>
/// Collects ranges of one family in two flat arrays. A range that touches the one before it widens that one, and a full buffer is merged
/// before it grows, so memory follows the merged set and not the input.
/// </summary>
internal sealed class RangeBuffer<T>
    where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
{
    private T[] _firsts;
    private T[] _lasts;
    private int _count;

    public RangeBuffer(int capacity)
    {
        _firsts = capacity == 0 ? [] : new T[capacity];
        _lasts = capacity == 0 ? [] : new T[capacity];
    }

    public void Add(T first, T last)
    {
        if (_count > 0)
        {
            ref var tail = ref _lasts[_count - 1];
            if (first >= _firsts[_count - 1] && (tail == T.MaxValue || first <= tail + T.One))
            {
                tail = T.Max(tail, last);
                return;
            }
        }

        if (_count == _firsts.Length)
        {
            MakeRoom();
        }

        _firsts[_count] = first;
        _lasts[_count++] = last;
    }

    public void Add(ReadOnlySpan<T> boundaries)
    {
        for (var i = 0; i < boundaries.Length; i += 2)
        {
            Add(boundaries[i], Boundaries.LastOf(boundaries, i));
        }
    }

    // Merging reorders the buffer, but the ranges in it still say the same: the builder can go on after it.
    public T[] ToBoundaries()
    {
        Merge();
        return CidrAggregator.ToBoundaries<T>(_firsts.AsSpan(0, _count), _lasts.AsSpan(0, _count));
    }

    private void MakeRoom()
    {
        Merge();
        if (_count > _firsts.Length / 2 || _firsts.Length == 0)
        {
            var capacity = Math.Max(16, _firsts.Length * 2);
            Array.Resize(ref _firsts, capacity);
            Array.Resize(ref _lasts, capacity);
        }
    }

    private void Merge() => _count = CidrAggregator.MergeInPlace(_firsts.AsSpan(0, _count), _lasts.AsSpan(0, _count));
}
