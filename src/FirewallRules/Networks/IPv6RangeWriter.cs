using System.Runtime.CompilerServices;

namespace FirewallRules.Networks;

/// <summary>Makes <see cref="IPv6Boundaries"/> of ranges that come ascending by their first address and may overlap.</summary>
/// <remarks>
/// All ranges are added twice, first to count the boundaries and then, behind <see cref="MakeRoom"/>, to write them: counting costs less than
/// room that is not needed.
/// </remarks>
internal ref struct IPv6RangeWriter
{
    private ulong[] _highs = [];
    private int[] _fineAt = [];
    private ulong[] _fineLows = [];
    private int _count;
    private int _fineCount;
    private IPv6Halves _last;

    public IPv6RangeWriter()
    {
    }

    /// <summary>Adds whole /64 networks, from the first to the last, both included.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddNetworks(ulong first, ulong last)
    {
        if (first != 0 && first - 1 > _last.High && _count > 0)
        {
            WriteEnd();
            Write(first, 0);
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

        Write(first.High, first.Low);
        _last = last;
    }

    /// <summary>Ends counting, and begins to write.</summary>
    public void MakeRoom()
    {
        End();
        (_highs, _fineAt, _fineLows) = (new ulong[_count], new int[_fineCount], new ulong[_fineCount]);
        (_count, _fineCount) = (0, 0);
    }

    /// <summary>Ends writing.</summary>
    public IPv6Boundaries Complete()
    {
        End();
        return new(_highs, _fineAt, _fineLows);
    }

    // The end of the space is no boundary.
    private void End()
    {
        if (_count > 0 && (_last.High & _last.Low) != ulong.MaxValue)
        {
            WriteEnd();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void WriteEnd() => Write(_last.Low == ulong.MaxValue ? _last.High + 1 : _last.High, _last.Low + 1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Write(ulong high, ulong low)
    {
        if (low != 0)
        {
            if (_fineCount < _fineAt.Length)
            {
                (_fineAt[_fineCount], _fineLows[_fineCount]) = (_count, low);
            }

            _fineCount++;
        }

        if (_count < _highs.Length)
        {
            _highs[_count] = high;
        }

        _count++;
    }
}
