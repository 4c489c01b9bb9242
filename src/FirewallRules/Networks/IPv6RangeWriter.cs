using System.Runtime.CompilerServices;

namespace FirewallRules.Networks;

/// <summary>Writes <see cref="Boundaries"/> of ranges that come ascending by their first address and may overlap.</summary>
/// <param name="boundaries">Two numbers a boundary, as they lie in memory; when there is too little room, the rest is only counted.</param>
internal ref struct IPv6RangeWriter(Span<ulong> boundaries)
{
    private readonly Span<ulong> _boundaries = boundaries;
    private int _count;
    private IPv6Halves _last;

    /// <summary>Adds the addresses from the first to the last, both included.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(IPv6Halves first, IPv6Halves last)
    {
        if (_count > 0 && first.IsAtMostBehind(_last))
        {
            _last = last >= _last ? last : _last;
            return;
        }

        if (_count > 0)
        {
            Write(_last.Next());
        }

        Write(first);
        _last = last;
    }

    /// <summary>Ends the last range and returns how many boundaries there are.</summary>
    public int Complete()
    {
        // The end of the space is no boundary.
        if (_count > 0 && (_last.High & _last.Low) != ulong.MaxValue)
        {
            Write(_last.Next());
        }

        return _count;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Write(IPv6Halves boundary)
    {
        var at = 2 * _count++;
        if (at < _boundaries.Length)
        {
            _boundaries[at] = BitConverter.IsLittleEndian ? boundary.Low : boundary.High;
            _boundaries[at + 1] = BitConverter.IsLittleEndian ? boundary.High : boundary.Low;
        }
    }
}
