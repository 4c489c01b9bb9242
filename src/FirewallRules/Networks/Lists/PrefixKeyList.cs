using System.Runtime.CompilerServices;

namespace FirewallRules.Networks;

/// <summary>A growing list of <see cref="PrefixKeys"/> that can be brought into the minimal form.</summary>
/// <param name="initialCapacity">The capacity when the first key is added.</param>
internal sealed class PrefixKeyList(int initialCapacity)
{
    private const int SmallCapacity = 1024;
    private const int LargeCapacity = 16 * 1024;

    // The caller's estimate may be wrong: the list grows by at most this factor at once.
    private const int MaxGrowthFactor = 64;

    private PooledBuffer _buffer;
    private int _capacity;

    /// <summary>How many keys there are. Setting a lower number removes keys from the end.</summary>
    public int Count { get; set; }

    public bool IsFull
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Count == _capacity;
    }

    public Span<ulong> Keys => _buffer.Values[..Count];

    /// <summary>Adds a key; the list must not be full.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(ulong key) => _buffer[Count++] = key;

    /// <summary>Sorts the keys and brings them into the minimal form.</summary>
    public void Minimize()
    {
        RadixSort.Sort(Keys);
        Count = PrefixKeys.Minimize(Keys);
    }

    /// <summary>Adds other keys. Both lists must be in the minimal form; the result is, too.</summary>
    public void Merge(ReadOnlySpan<ulong> others)
    {
        if (others.IsEmpty)
        {
            return;
        }

        var buffer = PooledBuffer.Rent(Count + others.Length);
        if (Count == 0)
        {
            others.CopyTo(buffer.Values);
            Count = others.Length;
        }
        else
        {
            Count = PrefixKeys.Merge(Keys, others, buffer.Values);
        }

        Replace(buffer);
    }

    /// <summary>Grows the list, unless more than half of it is free because minimizing has removed enough.</summary>
    /// <param name="expected">An estimate of how many ranges will be added in total.</param>
    /// <param name="added">How many ranges have been added.</param>
    public void Grow(long expected, long added)
    {
        if (Count > _capacity / 2 || _capacity == 0)
        {
            // If little merged so far, little will: growing far at once saves sorting the keys again and again.
            var mergesPoorly = Count > _capacity / 8 * 7;
            var isLarge = _capacity >= LargeCapacity;
            var factor = !mergesPoorly ? 2 : isLarge ? 8 : _capacity < SmallCapacity ? 4 : LargeCapacity / SmallCapacity;

            // The expected number of keys, at the current rate of keys per range. It is at most one: keys from merged lists are not counted as added.
            var expectedKeys = expected * Math.Min(Count, added) / Math.Max(added, 1);
            var wanted = mergesPoorly && isLarge ? Math.Min(expectedKeys, (long)_capacity * MaxGrowthFactor) : initialCapacity;
            Resize((int)Math.Min(Math.Max(wanted, (long)_capacity * factor), Array.MaxLength));
        }
    }

    /// <summary>Removes all keys and returns the buffer to the pool. The list can be used again.</summary>
    public void Release()
    {
        Count = 0;
        _buffer.Return();
        (_buffer, _capacity) = (default, 0);
    }

    private void Resize(int capacity)
    {
        var buffer = PooledBuffer.Rent(capacity);
        Keys.CopyTo(buffer.Values);
        Replace(buffer);
    }

    private void Replace(PooledBuffer buffer)
    {
        _buffer.Return();
        (_buffer, _capacity) = (buffer, buffer.Capacity);
    }
}
