using System.Runtime.CompilerServices;

namespace FirewallRules.Networks;

/// <summary>Writes <see cref="Boundaries"/> of ranges that come ascending by their first address and may overlap, all in halves of 64 bits.</summary>
/// <param name="boundaries">Two numbers a boundary, as they lie in memory; when there is too little room, the rest is only counted.</param>
internal ref struct IPv6RangeWriter(Span<ulong> boundaries)
{
    private readonly Span<ulong> _boundaries = boundaries;
    private int _count;
    private ulong _lastHigh;
    private ulong _lastLow;

    /// <summary>Adds the addresses from the first to the last, both included.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(ulong firstHigh, ulong firstLow, ulong lastHigh, ulong lastLow)
    {
        if (_count > 0 && Touches(firstHigh, firstLow))
        {
            if (lastHigh > _lastHigh || (lastHigh == _lastHigh && lastLow > _lastLow))
            {
                (_lastHigh, _lastLow) = (lastHigh, lastLow);
            }

            return;
        }

        End();
        Write(firstHigh, firstLow);
        (_lastHigh, _lastLow) = (lastHigh, lastLow);
    }

    /// <summary>Ends the last range and returns how many boundaries there are.</summary>
    public int Complete()
    {
        // The end of the space is no boundary.
        if ((_lastHigh & _lastLow) != ulong.MaxValue)
        {
            End();
        }

        return _count;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly bool Touches(ulong high, ulong low)
    {
        var before = (High: low == 0 ? high - 1 : high, Low: low - 1);
        return (high | low) == 0 || before.High < _lastHigh || (before.High == _lastHigh && before.Low <= _lastLow);
    }

    private void End()
    {
        if (_count > 0)
        {
            Write(_lastLow == ulong.MaxValue ? _lastHigh + 1 : _lastHigh, _lastLow + 1);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Write(ulong high, ulong low)
    {
        var at = 2 * _count++;
        if (at < _boundaries.Length)
        {
            _boundaries[at] = BitConverter.IsLittleEndian ? low : high;
            _boundaries[at + 1] = BitConverter.IsLittleEndian ? high : low;
        }
    }
}
