using System.Runtime.CompilerServices;

namespace FirewallRules.Networks;

/// <summary>Goes through the boundaries of a set in their order. <c>default</c> is of no use.</summary>
internal struct IPv6Cursor(IPv6Boundaries set)
{
    private readonly ulong[] _highs = set.Highs;
    private readonly int[] _fineAt = set.FineAt;
    private readonly ulong[] _fineLows = set.FineLows;
    private int _fine;
    private int _nextFineAt = set.FineAt.Length == 0 ? -1 : set.FineAt[0];

    /// <summary>How many boundaries there are up to here, this one not included.</summary>
    public int At { get; private set; }

    public readonly bool IsAtEnd => At >= _highs.Length;

    public readonly IPv6Halves Current
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(_highs[At], At == _nextFineAt ? _fineLows[_fine] : 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void MoveNext()
    {
        if (At == _nextFineAt)
        {
            _nextFineAt = ++_fine < _fineAt.Length ? _fineAt[_fine] : -1;
        }

        At++;
    }
}
