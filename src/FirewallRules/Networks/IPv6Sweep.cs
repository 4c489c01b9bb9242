using System.Runtime.CompilerServices;

namespace FirewallRules.Networks;

/// <summary>Goes through the boundaries of a combination of two sets, see <see cref="Boundaries.Combine"/>, without making it.</summary>
internal struct IPv6Sweep
{
    private readonly int _truth;
    private IPv6Cursor _a;
    private IPv6Cursor _b;
    private IPv6Halves _nextA;
    private IPv6Halves _nextB;
    private bool _within;

    public IPv6Sweep(IPv6Boundaries a, IPv6Boundaries b, int truth)
    {
        (_a, _b, _truth) = (new(a), new(b), truth);
        (_nextA, _nextB) = (Next(ref _a), Next(ref _b));
    }

    public IPv6Halves Current { get; private set; }

    public bool MoveNext()
    {
        while (!_a.IsAtEnd || !_b.IsAtEnd)
        {
            var isOfA = !_a.IsAtEnd && (_b.IsAtEnd || _nextB >= _nextA);
            var isOfB = !_b.IsAtEnd && (!isOfA || _nextA == _nextB);
            var at = isOfA ? _nextA : _nextB;
            if (isOfA)
            {
                _a.MoveNext();
                _nextA = Next(ref _a);
            }

            if (isOfB)
            {
                _b.MoveNext();
                _nextB = Next(ref _b);
            }

            if (Boundaries.Inside(_truth, _a.At, _b.At) != _within)
            {
                (_within, Current) = (!_within, at);
                return true;
            }
        }

        return false;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static IPv6Halves Next(ref IPv6Cursor cursor) => cursor.IsAtEnd ? default : cursor.Current;
}
