using System.Runtime.CompilerServices;

namespace FirewallRules.Networks;

/// <summary>Goes through the boundaries of a set in their order. <c>default</c> is of no use.</summary>
internal struct IPv6BoundaryCursor(IPv6Boundaries set)
{
    private readonly ulong[] _highs = set.Highs;
    private readonly int[] _lowIndexes = set.LowIndexes;
    private readonly ulong[] _lows = set.Lows;
    private int _lowAt;
    private int _nextLowIndex = set.LowIndexes.Length == 0 ? -1 : set.LowIndexes[0];

    /// <summary>How many boundaries there are up to here, this one not included.</summary>
    public int Index { get; private set; }

    public readonly bool IsAtEnd => Index >= _highs.Length;

    public readonly IPv6Address Current
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(_highs[Index], Index == _nextLowIndex ? _lows[_lowAt] : 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void MoveNext()
    {
        if (Index == _nextLowIndex)
        {
            _nextLowIndex = ++_lowAt < _lowIndexes.Length ? _lowIndexes[_lowAt] : -1;
        }

        Index++;
    }
}
