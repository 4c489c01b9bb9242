using System.Runtime.CompilerServices;

namespace FirewallRules.Networks;

/// <summary>Goes through the boundaries of a set in their order. <c>default</c> is at the end of an empty set.</summary>
internal struct IPv6Cursor
{
    private readonly IPv6Boundaries _set;
    private int _fine;
    private int _nextFineAt;

    /// <summary>Starts at the first boundary.</summary>
    public IPv6Cursor(IPv6Boundaries set)
    {
        _set = set;
        _nextFineAt = set.FineAt.IsEmpty ? -1 : set.FineAt[0];
    }

    /// <summary>How many boundaries there are up to here, this one not included.</summary>
    public int At { get; private set; }

    public readonly bool IsAtEnd => At >= _set.Count;

    public readonly IPv6Halves Current
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(_set.Highs[At], At == _nextFineAt ? _set.FineLows[_fine] : 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void MoveNext()
    {
        if (At == _nextFineAt)
        {
            _nextFineAt = ++_fine < _set.FineAt.Length ? _set.FineAt[_fine] : -1;
        }

        At++;
    }
}
