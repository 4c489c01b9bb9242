namespace FirewallRules.Networks;

/// <summary>
/// The prefixes that an <see cref="IPv4Collector"/> holds in the minimal form. Where it has whole blocks, its keys are prefixes within others
/// and can make no wider one with those, so that the keys and the prefixes of the blocks are all there are.
/// </summary>
internal sealed class CollectedIPv4Keys : IIPv4Keys
{
    private const ulong EndOfSpace = 1UL << 32;

    private readonly KeyBuffer _keys;
    private BlockBitmap.BoundaryEnumerator _boundaries;
    private int _at;

    // What is left of the run of blocks that is being given, and the one behind it.
    private ulong _next;
    private ulong _end;
    private ulong _runFirst;
    private ulong _runEnd;

    /// <summary>Both must stay as they are.</summary>
    public CollectedIPv4Keys(KeyBuffer keys, BlockBitmap? blocks)
    {
        (_keys, _boundaries) = (keys, blocks?.Boundaries ?? default);
        FindRun();
    }

    public int Read(Span<ulong> keys)
    {
        ReadOnlySpan<ulong> own = _keys.Keys;
        var count = 0;
        while (count < keys.Length)
        {
            if (_next < _end)
            {
                var open = CidrAggregator.WidestPrefix((uint)_next, (uint)(_end - 1));
                keys[count++] = PrefixKeys.OfIPv4((uint)_next, 32 - open);
                _next += 1UL << open;
            }
            else if (_at < own.Length && own[_at] < _runFirst << 1)
            {
                keys[count++] = own[_at++];
            }
            else if (_runFirst < EndOfSpace)
            {
                (_next, _end) = (_runFirst, _runEnd);
                FindRun();
            }
            else
            {
                break;
            }
        }

        return count;
    }

    private void FindRun()
    {
        _runFirst = _boundaries.MoveNext() ? _boundaries.Current : EndOfSpace;
        _runEnd = _boundaries.MoveNext() ? _boundaries.Current : EndOfSpace;
    }
}
