using System.Runtime.CompilerServices;

namespace FirewallRules.Networks;

/// <summary>
/// Collects IPv4 ranges in any order and merges them. Whole /24 networks go to a bitmap once there are many prefixes; all other prefixes are
/// keys, which are sorted and merged when their list is full. So memory grows with the merged set and not with the input.
/// </summary>
internal sealed class IPv4Aggregator(int capacity)
{
    // With fewer keys, sorting is faster than scanning 2 MiB of bits.
    private const int BitmapThreshold = 16 * 1024;

    // If many ranges are expected, this many keys are enough to decide on the bitmap.
    private const int EarlyBitmapThreshold = 1024;
    private const int MinCapacity = 16;

    // The bitmap is not worth it if fewer than one key in this many is of whole /24 networks.
    private const int MaxKeysPerNetwork = 16;

    private readonly PrefixKeyList _keys = new(Math.Clamp(capacity, MinCapacity, EarlyBitmapThreshold));
    private readonly int _bitmapThreshold = capacity > 4 * BitmapThreshold ? EarlyBitmapThreshold : BitmapThreshold;

    private Slash24Bitmap? _bitmap;
    private long _addedCount;
    private bool _isCompact;

    // The last range, which the next one may extend. From 1 to 0 it is empty, and a range that starts at 1 "extends" it correctly.
    private uint _pendingFirst = 1;
    private uint _pendingLast;

    /// <summary>The prefixes that are not in the bitmap; in the minimal form after <see cref="Compact"/>.</summary>
    public ReadOnlySpan<ulong> Keys => _keys.Keys;

    /// <summary>The whole /24 networks; <see langword="null"/> as long as there are few prefixes.</summary>
    public Slash24Bitmap? Bitmap => _bitmap;

    /// <summary>Adds the addresses from <paramref name="first"/> to <paramref name="last"/>, both inclusive.</summary>
    public void Add(uint first, uint last)
    {
        _isCompact = false;
        _addedCount++;
        AddRange(first, last);
    }

    /// <summary>Adds the first <paramref name="count"/> ranges.</summary>
    public void Add(IPv4Range[] ranges, int count)
    {
        _isCompact = false;
        _addedCount += count;
        var at = 0;
        while (at < count)
        {
            if (_bitmap is not null && Slash24Bitmap.FitsInWord(ranges[at]))
            {
                at = _bitmap.Add(ranges, at, count);
            }
            else
            {
                AddRange(ranges[at].First, ranges[at].Last);
                at++;
            }
        }
    }

    /// <summary>Adds a set, see <see cref="Boundaries"/>.</summary>
    public void Add(ReadOnlySpan<uint> boundaries)
    {
        _isCompact = false;
        _addedCount += boundaries.Length / 2;
        for (var i = 0; i < boundaries.Length; i += 2)
        {
            AddRange(boundaries[i], Boundaries.LastOfRange(boundaries, i));
        }
    }

    /// <summary>Adds what another aggregator has collected, which is compacted.</summary>
    public void Add(IPv4Aggregator other)
    {
        Compact();
        other.Compact();
        if (other._bitmap is not null)
        {
            (_bitmap ??= new()).Add(other._bitmap);
        }

        _keys.Merge(other._keys.Keys);
        _bitmap?.TakeFrom(_keys);
    }

    /// <summary>Brings what was added so far into the minimal form.</summary>
    public void Compact()
    {
        if (!_isCompact)
        {
            FlushPending();
            (_pendingFirst, _pendingLast) = (1, 0);
            Minimize();
            _isCompact = true;
        }
    }

    /// <summary>The minimal prefixes of everything added so far; valid until something is added.</summary>
    public IIPv4KeySource ToKeySource()
    {
        Compact();
        return new IPv4AggregateKeySource(_keys, _bitmap);
    }

    /// <summary>The boundaries of everything added so far. More can be added later.</summary>
    public uint[] ToBoundaries()
    {
        Compact();
        var boundaries = new uint[CountBoundaries()];
        Write(boundaries);
        return boundaries;
    }

    /// <summary>Removes everything and releases the memory.</summary>
    public void Clear()
    {
        _keys.Release();
        _addedCount = 0;
        _bitmap?.Release();
        _bitmap = null;
        (_pendingFirst, _pendingLast) = (1, 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void AddRange(uint first, uint last)
    {
        if (_bitmap is not null && (first & Slash24Bitmap.HostMask) == 0 && (~last & Slash24Bitmap.HostMask) == 0)
        {
            _bitmap.Add(first >> Slash24Bitmap.HostBits, last >> Slash24Bitmap.HostBits);
        }
        else if ((ulong)first - _pendingFirst <= (ulong)_pendingLast + 1 - _pendingFirst)
        {
            // One comparison for both ends: of random addresses, neither could be predicted.
            _pendingLast = Math.Max(_pendingLast, last);
        }
        else
        {
            if (_pendingFirst == _pendingLast && !_keys.IsFull)
            {
                _keys.Add(PrefixKeys.FromIPv4(_pendingFirst, 32));
            }
            else
            {
                FlushPending();
            }

            (_pendingFirst, _pendingLast) = (first, last);
        }
    }

    // The whole /24 networks of the range go to the bitmap, what is before and after them to the keys.
    private void FlushPending()
    {
        ulong first = _pendingFirst;
        var end = (ulong)_pendingLast + 1;
        if (_bitmap is not null && first < end)
        {
            var firstNetwork = (first + Slash24Bitmap.HostMask) >> Slash24Bitmap.HostBits;
            var endNetwork = end >> Slash24Bitmap.HostBits;
            if (firstNetwork < endNetwork)
            {
                _bitmap.Add((uint)firstNetwork, (uint)endNetwork - 1);
                AddKeys(first, firstNetwork << Slash24Bitmap.HostBits);
                first = endNetwork << Slash24Bitmap.HostBits;
            }
        }

        AddKeys(first, end);
    }

    private void AddKeys(ulong first, ulong end)
    {
        while (first < end)
        {
            var hostBits = PrefixMath.WidestPrefix((uint)first, (uint)(end - 1));
            AddKey(PrefixKeys.FromIPv4((uint)first, 32 - hostBits));
            first += 1UL << hostBits;
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
        if (_bitmap is null && _keys.Count >= _bitmapThreshold && Slash24Bitmap.CountWholeNetworks(_keys.Keys) >= _keys.Count / MaxKeysPerNetwork)
        {
            _bitmap = new Slash24Bitmap();
        }

        Minimize();
        _keys.Grow(capacity, _addedCount);
    }

    private void Minimize()
    {
        _keys.Minimize();
        _bitmap?.TakeFrom(_keys);
    }

    // The bitmap contains no key, so bitmap and keys are two ascending lists of disjoint ranges. Where two ranges touch, there is no boundary.
    private int CountBoundaries()
    {
        var count = _bitmap?.CountBoundaries() ?? 0;
        var previousEnd = 0u;
        foreach (var key in _keys.Keys)
        {
            var (first, end) = (FirstAddress(key), EndAddress(key));
            var touchesPrevious = first != 0 && (first == previousEnd || IsInBitmap(first, first - 1));
            count += (touchesPrevious ? 0 : 2) - (end == 0 ? 1 : IsInBitmap(end, end) ? 2 : 0);
            previousEnd = end;
        }

        return count;
    }

    // Whether a boundary is the start or the end of a /24, and the bitmap contains the address at that side of it.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool IsInBitmap(uint boundary, uint address)
        => (boundary & Slash24Bitmap.HostMask) == 0 && _bitmap is not null && Slash24Bitmap.Contains(_bitmap.Words, address);

    private void Write(Span<uint> boundaries)
    {
        var keys = _keys.Keys;
        var (next, count, previous) = (0, 0, 0u);
        if (_bitmap is not null)
        {
            var nextFirst = keys.IsEmpty ? uint.MaxValue : FirstAddress(keys[0]);
            foreach (var boundary in _bitmap.Boundaries)
            {
                while (nextFirst < boundary)
                {
                    WriteKey(boundaries, ref count, ref previous, keys[next++]);
                    nextFirst = next < keys.Length ? FirstAddress(keys[next]) : uint.MaxValue;
                }

                WriteBoundary(boundaries, ref count, ref previous, boundary);
            }
        }

        for (; next < keys.Length; next++)
        {
            WriteKey(boundaries, ref count, ref previous, keys[next]);
        }
    }

    private static uint FirstAddress(ulong key) => (uint)(PrefixKeys.FirstPosition(key) >> 1);

    // The first address after the prefix; 0 at the end of the space, which is not a boundary.
    private static uint EndAddress(ulong key) => (uint)((PrefixKeys.LastPosition(key) >> 1) + 1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void WriteKey(Span<uint> boundaries, ref int count, ref uint previous, ulong key)
    {
        WriteBoundary(boundaries, ref count, ref previous, FirstAddress(key));
        if (EndAddress(key) is var end and not 0)
        {
            WriteBoundary(boundaries, ref count, ref previous, end);
        }
    }

    // Two equal boundaries, the end of one range and the start of the next, cancel out.
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
