using System.Runtime.CompilerServices;

namespace FirewallRules.Networks;

/// <summary>Enumerates the boundaries of the combination of two sets, see <see cref="Boundaries.Combine"/>.</summary>
internal struct IPv6CombinationEnumerator
{
    private readonly int _operation;
    private IPv6BoundaryCursor _a;
    private IPv6BoundaryCursor _b;
    private IPv6Address _nextA;
    private IPv6Address _nextB;
    private bool _isInside;

    public IPv6CombinationEnumerator(IPv6Boundaries a, IPv6Boundaries b, int operation)
    {
        (_a, _b, _operation) = (new(a), new(b), operation);
        (_nextA, _nextB) = (Next(ref _a), Next(ref _b));
    }

    public IPv6Address Current { get; private set; }

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

            if (Boundaries.IsInResult(_operation, _a.Index, _b.Index) != _isInside)
            {
                (_isInside, Current) = (!_isInside, at);
                return true;
            }
        }

        return false;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static IPv6Address Next(ref IPv6BoundaryCursor cursor) => cursor.IsAtEnd ? default : cursor.Current;
}
