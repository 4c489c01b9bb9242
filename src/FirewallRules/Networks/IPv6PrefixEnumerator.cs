using System.Runtime.CompilerServices;

namespace FirewallRules.Networks;

/// <summary>Enumerates the minimal list of prefixes of a set of IPv6 addresses.</summary>
internal struct IPv6PrefixEnumerator(IPv6Boundaries set)
{
    private IPv6BoundaryCursor _cursor = new(set);
    private IPv6Address _next;

    // The first address after the current range, or zero at the end of the address space. Equal to _next when the range is used up.
    private IPv6Address _end;

    /// <summary>Returns the first address of the next prefix and its number of host bits, 0 to 128.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool MoveNext(out IPv6Address first, out int hostBits)
    {
        if (_next == _end && !MoveToNextRange())
        {
            (first, hostBits) = (default, 0);
            return false;
        }

        first = _next;
        if ((first.Low | _end.Low) == 0)
        {
            var networkBits = PrefixMath.WidestPrefix(first.High, _end.High - 1);
            hostBits = 64 + networkBits;
            _next = new(networkBits == 64 ? 0 : first.High + (1UL << networkBits), 0);
        }
        else
        {
            hostBits = PrefixMath.WidestPrefix(first, _end);
            _next = first.AfterPrefix(hostBits);
        }

        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool MoveToNextRange()
    {
        if (_cursor.IsAtEnd)
        {
            return false;
        }

        _next = _cursor.Current;
        _cursor.MoveNext();
        if (_cursor.IsAtEnd)
        {
            _end = default;
        }
        else
        {
            _end = _cursor.Current;
            _cursor.MoveNext();
        }

        return true;
    }
}
