using System.Runtime.CompilerServices;

namespace FirewallRules.Networks;

/// <summary>Reads the boundaries of a set in order. <c>default</c> must not be used.</summary>
internal struct IPv6BoundaryCursor(IPv6Boundaries set)
{
    private readonly ulong[] _highs = set.Highs;
    private readonly int[] _lowIndexes = set.LowIndexes;
    private readonly ulong[] _lows = set.Lows;
    private int _nextLow;
    private int _nextLowIndex = set.LowIndexes.Length == 0 ? -1 : set.LowIndexes[0];

    /// <summary>The index of the current boundary, or how many there are when all have been read.</summary>
    public int Index { get; private set; }

    public readonly bool IsAtEnd => Index >= _highs.Length;

    public readonly IPv6Address Current
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(_highs[Index], Index == _nextLowIndex ? _lows[_nextLow] : 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void MoveNext()
    {
        if (Index == _nextLowIndex)
        {
            _nextLowIndex = ++_nextLow < _lowIndexes.Length ? _lowIndexes[_nextLow] : -1;
        }

        Index++;
    }
}
