using System.Runtime.CompilerServices;

namespace FirewallRules.Networks;

/// <summary>
/// Collects IPv4 ranges in any order. Whole blocks of 256 addresses go to a bitmap once there are many prefixes; a range that touches the
/// one before it widens that one; the rest are sorted and merged when their room is full. So memory follows the merged set, not the input.
/// </summary>
internal sealed class IPv4Collector(int capacity)
{
    // Below this, sorting is cheaper than going through 2 MiB of bits.
    private const int ManyKeys = 16 * 1024;

    // Where far more are expected, so many tell whether the bitmap is worth it.
    private const int FirstKeys = 1024;
    private const int MinKeys = 16;

    // Where fewer than one in so many are of whole blocks, the bitmap would take memory, and time to look at, for nothing.
    private const int FewWhole = 16;

    private readonly KeyBuffer _keys = new(Math.Clamp(capacity, MinKeys, FirstKeys));

    // How many keys there must be for the bitmap to be made.
    private readonly int _keysForBlocks = capacity > 4 * ManyKeys ? FirstKeys : ManyKeys;

    private BlockBitmap? _blocks;
    private long _added;
    private bool _isCompact;

    // The run that the next range may widen. From 1 to 0 it is empty, and an address 1 that "touches" it starts it rightly.
    private uint _runFirst = 1;
    private uint _runLast;

    /// <summary>The prefixes that are kept as keys, in the minimal form once this is compact.</summary>
    public ReadOnlySpan<ulong> Keys => _keys.Keys;

    /// <summary>The whole blocks; null as long as there are few prefixes.</summary>
    public BlockBitmap? Blocks => _blocks;

    /// <summary>Adds the addresses from <paramref name="first"/> to <paramref name="last"/>, both included.</summary>
    public void Add(uint first, uint last)
    {
        _isCompact = false;
        _added++;
        AddRange(first, last);
    }

    /// <summary>Adds as many ranges from the start on.</summary>
    public void Add(IPv4Range[] ranges, int count)
    {
        _isCompact = false;
        _added += count;
        var at = 0;
        while (at < count)
        {
            if (_blocks is not null && BlockBitmap.IsWithinWord(ranges[at]))
            {
                at = _blocks.Mark(ranges, at, count);
            }
            else
            {
                AddRange(ranges[at].First, ranges[at].Last);
                at++;
            }
        }
    }

    /// <summary>Adds a set.</summary>
    public void Add(ReadOnlySpan<uint> boundaries)
    {
        _isCompact = false;
        _added += boundaries.Length / 2;
        for (var i = 0; i < boundaries.Length; i += 2)
        {
            AddRange(boundaries[i], Boundaries.LastOf(boundaries, i));
        }
    }

    /// <summary>Adds what another one has collected, which is brought into the minimal form.</summary>
    public void Add(IPv4Collector other)
    {
        Compact();
        other.Compact();
        MarkBlocks(other);
        _keys.Merge(other._keys.Keys);
        _blocks?.Take(_keys);
    }

    /// <summary>Marks the whole blocks that another one has marked.</summary>
    public void MarkBlocks(IPv4Collector other)
    {
        if (other._blocks is { } blocks)
        {
            (_blocks ??= new()).Mark(blocks);
        }
    }

    /// <summary>Brings what was added so far into the minimal form.</summary>
    public void Compact()
    {
        if (!_isCompact)
        {
            EndRun();
            (_runFirst, _runLast) = (1, 0);
            Minimize();
            _isCompact = true;
        }
    }

    /// <summary>The fewest prefixes of everything added so far, as long as nothing more is.</summary>
    public IIPv4Keys ToKeys()
    {
        Compact();
        return new CollectedIPv4Keys(_keys, _blocks);
    }

    /// <summary>The boundaries of everything added so far; more can be added after.</summary>
    public uint[] ToBoundaries()
    {
        Compact();
        var boundaries = new uint[CountBoundaries()];
        Write(boundaries);
        return boundaries;
    }

    /// <summary>Forgets what was added.</summary>
    public void Clear()
    {
        _keys.Clear();
        _added = 0;
        _blocks?.Release();
        _blocks = null;
        (_runFirst, _runLast) = (1, 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void AddRange(uint first, uint last)
    {
        if (_blocks is not null && (first & BlockBitmap.HostMask) == 0 && (~last & BlockBitmap.HostMask) == 0)
        {
            _blocks.Mark(first >> BlockBitmap.BlockBits, last >> BlockBitmap.BlockBits);
        }
        else if ((ulong)first - _runFirst <= (ulong)_runLast + 1 - _runFirst)
        {
            // One comparison for both ends: whether an address of no order lies before or behind the run cannot be foretold.
            _runLast = Math.Max(_runLast, last);
        }
        else
        {
            if (_runFirst == _runLast && !_keys.IsFull)
            {
                _keys.Add(PrefixKeys.OfIPv4(_runFirst, 32));
            }
            else
            {
                EndRun();
            }

            (_runFirst, _runLast) = (first, last);
        }
    }

    private void EndRun()
    {
        ulong first = _runFirst;
        var end = (ulong)_runLast + 1;
        if (_blocks is not null && first < end)
        {
            var (firstBlock, endBlock) = ((first + BlockBitmap.HostMask) >> BlockBitmap.BlockBits, end >> BlockBitmap.BlockBits);
            if (firstBlock < endBlock)
            {
                _blocks.Mark((uint)firstBlock, (uint)endBlock - 1);
                AddKeys(first, firstBlock << BlockBitmap.BlockBits);
                first = endBlock << BlockBitmap.BlockBits;
            }
        }

        AddKeys(first, end);
    }

    private void AddKeys(ulong first, ulong end)
    {
        while (first < end)
        {
            var open = CidrAggregator.WidestPrefix((uint)first, (uint)(end - 1));
            AddKey(PrefixKeys.OfIPv4((uint)first, 32 - open));
            first += 1UL << open;
        }
    }

    private void AddKey(ulong key)
    {
        if (_keys.IsFull)
        {
            MakeRoom();
        }

        _keys.Add(key);
    }

    private void MakeRoom()
    {
        if (_blocks is null && _keys.Count >= _keysForBlocks && BlockBitmap.CountWhole(_keys.Keys) >= _keys.Count / FewWhole)
        {
            _blocks = new BlockBitmap();
        }

        Minimize();
        _keys.MakeRoom(capacity, _added);
    }

    private void Minimize()
    {
        _keys.Minimize();
        _blocks?.Take(_keys);
    }

    // No key lies in a marked block, so keys and blocks are two ascending lists of disjoint ranges.
    private int CountBoundaries()
    {
        var count = _blocks?.BoundaryCount ?? 0;
        var previous = 0u;
        foreach (var key in _keys.Keys)
        {
            var (first, end) = (FirstOf(key), EndOf(key));

            // Where two ranges touch, neither has a boundary.
            var touchesBefore = first != 0 && (first == previous || IsMarked(first, first - 1));
            count += (touchesBefore ? 0 : 2) - (end == 0 ? 1 : IsMarked(end, end) ? 2 : 0);
            previous = end;
        }

        return count;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool IsMarked(uint boundary, uint address)
        => (boundary & BlockBitmap.HostMask) == 0 && _blocks is not null && BlockBitmap.IsMarked(_blocks.AllWords, address);

    private void Write(Span<uint> boundaries)
    {
        var keys = _keys.Keys;
        var (next, count, previous) = (0, 0, 0u);
        if (_blocks is not null)
        {
            var nextFirst = keys.IsEmpty ? uint.MaxValue : FirstOf(keys[0]);
            foreach (var boundary in _blocks.Boundaries)
            {
                while (nextFirst < boundary)
                {
                    WriteKey(boundaries, ref count, ref previous, keys[next++]);
                    nextFirst = next < keys.Length ? FirstOf(keys[next]) : uint.MaxValue;
                }

                WriteBoundary(boundaries, ref count, ref previous, boundary);
            }
        }

        for (; next < keys.Length; next++)
        {
            WriteKey(boundaries, ref count, ref previous, keys[next]);
        }
    }

    private static uint FirstOf(ulong key) => (uint)(PrefixKeys.First(key) >> 1);

    // The first address behind the prefix; zero at the end of the space, which is no boundary: see Boundaries.
    private static uint EndOf(ulong key) => (uint)((PrefixKeys.Last(key) >> 1) + 1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void WriteKey(Span<uint> boundaries, ref int count, ref uint previous, ulong key)
    {
        WriteBoundary(boundaries, ref count, ref previous, FirstOf(key));
        if (EndOf(key) is var end and not 0)
        {
            WriteBoundary(boundaries, ref count, ref previous, end);
        }
    }

    // Where one range ends and another begins, there is no boundary.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void WriteBoundary(Span<uint> boundaries, ref int count, ref uint previous, uint boundary)
    {
        if (count > 0 && previous == boundary)
        {
            count--;
            return;
        }

        if (count < boundaries.Length)
        {
            boundaries[count] = boundary;
        }

        previous = boundary;
        count++;
    }
}
