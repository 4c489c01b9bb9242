using System.Buffers;

namespace FirewallRules.Networks;

/// <summary>
/// Collects IPv4 ranges in any order. Whole blocks of 256 addresses go to a bitmap once there are many prefixes; a range that touches the
/// one before it widens that one; the rest are sorted and merged when their room is full. So memory follows the merged set, not the input.
/// </summary>
internal sealed class IPv4Collector(int capacity)
{
    // Below this, sorting is cheaper than going through 2 MiB of bits.
    private const int ManyKeys = 16 * 1024;

    private readonly KeyBuffer _keys = new(Math.Min(capacity, ManyKeys));
    private BlockBitmap? _blocks;

    // The run that the next range may widen. From 1 to 0 it is empty, and an address 1 that "touches" it starts it rightly.
    private uint _runFirst = 1;
    private uint _runLast;

    /// <summary>Adds the addresses from <paramref name="first"/> to <paramref name="last"/>, both included.</summary>
    public void Add(uint first, uint last)
    {
        if (_blocks is not null && (first & BlockBitmap.HostMask) == 0 && (~last & BlockBitmap.HostMask) == 0)
        {
            _blocks.Mark(first >> BlockBitmap.BlockBits, last >> BlockBitmap.BlockBits);
        }
        else if (first >= _runFirst && first <= (ulong)_runLast + 1)
        {
            _runLast = Math.Max(_runLast, last);
        }
        else
        {
            EndRun();
            (_runFirst, _runLast) = (first, last);
        }
    }

    /// <summary>Adds a set.</summary>
    public void Add(ReadOnlySpan<uint> boundaries)
    {
        for (var i = 0; i < boundaries.Length; i += 2)
        {
            Add(boundaries[i], Boundaries.LastOf(boundaries, i));
        }
    }

    /// <summary>The boundaries of everything added so far; more can be added after.</summary>
    public uint[] ToBoundaries()
    {
        EndRun();
        (_runFirst, _runLast) = (1, 0);
        Minimize();
        var fine = ArrayPool<uint>.Shared.Rent(2 * _keys.Count);
        var coarse = ArrayPool<uint>.Shared.Rent(_blocks?.BoundaryCount ?? 0);
        var boundaries = Boundaries.Union(fine.AsSpan(0, WriteKeys(fine)), coarse.AsSpan(0, _blocks?.ToBoundaries(coarse) ?? 0));
        ArrayPool<uint>.Shared.Return(fine);
        ArrayPool<uint>.Shared.Return(coarse);
        return boundaries;
    }

    private void EndRun()
    {
        if (_runFirst == _runLast)
        {
            AddKey(PrefixKeys.OfIPv4(_runFirst, 32));
            return;
        }

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
        if (_keys.Count >= ManyKeys)
        {
            _blocks ??= new BlockBitmap();
        }

        Minimize();
        _keys.MakeRoom();
    }

    private void Minimize()
    {
        _keys.Minimize();
        if (_blocks is not null)
        {
            _keys.Keep(IsFinerThanBlocks);
        }
    }

    // Whole blocks are marked instead of kept; what lies in a marked block needs no key.
    private bool IsFinerThanBlocks(ulong key)
    {
        var (first, last) = (PrefixKeys.First(key) >> (1 + BlockBitmap.BlockBits), PrefixKeys.Last(key) >> (1 + BlockBitmap.BlockBits));
        if (PrefixKeys.OpenBits(key) < BlockBitmap.BlockBits)
        {
            return !_blocks![(uint)first];
        }

        _blocks!.Mark((uint)first, (uint)last);
        return false;
    }

    private int WriteKeys(Span<uint> boundaries)
    {
        var count = 0;
        foreach (var key in _keys.Keys)
        {
            var (first, end) = ((uint)(PrefixKeys.First(key) >> 1), (uint)((PrefixKeys.Last(key) >> 1) + 1));
            if (count > 0 && boundaries[count - 1] == first)
            {
                count--;
            }
            else
            {
                boundaries[count++] = first;
            }

            // The end of the space is no boundary: see Boundaries.
            if (end != 0)
            {
                boundaries[count++] = end;
            }
        }

        return count;
    }
}
