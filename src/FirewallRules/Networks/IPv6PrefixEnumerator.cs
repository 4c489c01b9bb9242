using System.Runtime.CompilerServices;

namespace FirewallRules.Networks;

/// <summary>Goes through the fewest prefixes that cover exactly a set of IPv6 addresses.</summary>
internal struct IPv6PrefixEnumerator(IPv6Boundaries set)
{
    private IPv6BoundaryCursor _cursor = new(set);
    private IPv6Address _next;

    // The first address behind the range, zero at the end of the space; where the next prefix starts, no more of the range is left.
    private IPv6Address _end;

    /// <summary>Gives the next prefix: its first address and how many bits of it are hostBits, 0 to 128.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool MoveNext(out IPv6Address first, out int hostBits)
    {
        if (_next == _end && !EnterRange())
        {
            (first, hostBits) = (default, 0);
            return false;
        }

        first = _next;
        if ((first.Low | _end.Low) == 0)
        {
            var networks = PrefixMath.WidestPrefix(first.High, _end.High - 1);
            hostBits = 64 + networks;
            _next = new(networks == 64 ? 0 : first.High + (1UL << networks), 0);
        }
        else
        {
            hostBits = PrefixMath.WidestPrefix(first, _end);
            _next = first.AfterPrefix(hostBits);
        }

        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool EnterRange()
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
