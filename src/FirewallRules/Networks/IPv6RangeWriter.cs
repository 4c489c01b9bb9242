using System.Runtime.CompilerServices;

namespace FirewallRules.Networks;

/// <summary>Makes <see cref="IPv6Boundaries"/> of ranges that come ascending by their first address and may overlap.</summary>
/// <param name="highs">Room for as many boundaries as there may be.</param>
/// <param name="fine">Room for as many of them as may lie within a /64 network.</param>
internal ref struct IPv6RangeWriter(int highs, int fine)
{
    private readonly ulong[] _highs = new ulong[highs];
    private readonly int[] _fineAt = new int[fine];
    private readonly ulong[] _fineLows = new ulong[fine];
    private int _count;
    private int _fineCount;
    private IPv6Halves _last;

    /// <summary>Adds whole /64 networks, from the first to the last, both included.</summary>
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

    /// <summary>Adds the addresses from the first to the last, both included.</summary>
    public void Add(IPv6Halves first, IPv6Halves last)
    {
        if (_count > 0 && first.IsAtMostBehind(_last))
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

    /// <summary>Ends the last range, and gives room back where less was needed.</summary>
    public IPv6Boundaries Complete()
    {
        // The end of the space is no boundary.
        if (_count > 0 && (_last.High & _last.Low) != ulong.MaxValue)
        {
            WriteEnd();
        }

        var fineAt = _fineCount == _fineAt.Length ? _fineAt : _fineAt[.._fineCount];
        var fineLows = _fineCount == _fineLows.Length ? _fineLows : _fineLows[.._fineCount];
        return new(_count == _highs.Length ? _highs : _highs[.._count], fineAt, fineLows);
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

    private void Write(IPv6Halves boundary)
    {
        if (boundary.Low != 0)
        {
            (_fineAt[_fineCount], _fineLows[_fineCount]) = (_count, boundary.Low);
            _fineCount++;
        }

        _highs[_count++] = boundary.High;
    }
}
