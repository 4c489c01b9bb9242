using System.Runtime.CompilerServices;

namespace FirewallRules.Networks;

/// <summary>Builds <see cref="IPv6Boundaries"/> from ranges in ascending order of their first address, which may overlap.</summary>
/// <param name="capacity">The maximum number of boundaries.</param>
/// <param name="lowCapacity">The maximum number of boundaries that are not at the start of a /64 network.</param>
internal ref struct IPv6BoundariesBuilder(int capacity, int lowCapacity)
{
    private readonly ulong[] _highs = new ulong[capacity];
    private readonly int[] _lowIndexes = new int[lowCapacity];
    private readonly ulong[] _lows = new ulong[lowCapacity];
    private int _count;
    private int _lowCount;
    private IPv6Address _last;

    /// <summary>Adds whole /64 networks, from the first to the last, both inclusive.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddNetworks(ulong first, ulong last)
    {
        if (first != 0 && first - 1 > _last.High && _count > 0)
        {
            WriteEnd();
            _highs[_count++] = first;
            _last = new(last, ulong.MaxValue);
        }
        else
        {
            Add(new(first, 0), new(last, ulong.MaxValue));
        }
    }

    /// <summary>Adds the addresses from the first to the last, both inclusive.</summary>
    public void Add(IPv6Address first, IPv6Address last)
    {
        if (_count > 0 && first.IsAtMostOneAfter(_last))
        {
            _last = last >= _last ? last : _last;
            return;
        }

        if (_count > 0)
        {
            WriteEnd();
        }

        Write(first);
        _last = last;
    }

    /// <summary>Ends the last range and returns the boundaries, in arrays of the exact length.</summary>
    public IPv6Boundaries ToBoundaries()
    {
        // The end of the address space is not a boundary.
        if (_count > 0 && (_last.High & _last.Low) != ulong.MaxValue)
        {
            WriteEnd();
        }

        var lowIndexes = _lowCount == _lowIndexes.Length ? _lowIndexes : _lowIndexes[.._lowCount];
        var lows = _lowCount == _lows.Length ? _lows : _lows[.._lowCount];
        return new(_count == _highs.Length ? _highs : _highs[.._count], lowIndexes, lows);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void WriteEnd()
    {
        if (_last.Low == ulong.MaxValue)
        {
            _highs[_count++] = _last.High + 1;
        }
        else
        {
            Write(_last.Next());
        }
    }

    private void Write(IPv6Address boundary)
    {
        if (boundary.Low != 0)
        {
            (_lowIndexes[_lowCount], _lows[_lowCount]) = (_count, boundary.Low);
            _lowCount++;
        }

        _highs[_count++] = boundary.High;
    }
}
