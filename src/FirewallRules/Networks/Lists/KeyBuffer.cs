using System.Runtime.CompilerServices;

namespace FirewallRules.Networks;

/// <summary>A growing list of <see cref="PrefixKeys"/>, and its minimal form.</summary>
/// <param name="firstCapacity">How much room is made first, when it is needed.</param>
internal sealed class KeyBuffer(int firstCapacity)
{
    private const int SomeKeys = 1024;
    private const int ManyKeys = 16 * 1024;

    // What is expected may be wrong: it is believed up to so many times what has come.
    private const int MostGrowth = 64;

    private KeyRoom _room;
    private int _capacity;

    /// <summary>How many keys there are; those behind may be cut off.</summary>
    public int Count { get; set; }

    public bool IsFull
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Count == _capacity;
    }

    public Span<ulong> Keys => _room.Keys[..Count];

    /// <summary>Adds a key where there is room.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(ulong key) => _room[Count++] = key;

    /// <summary>Sorts the keys and merges what can be merged.</summary>
    public void Minimize()
    {
        RadixSort.Sort(Keys);
        Count = PrefixKeys.Minimize(Keys);
    }

    /// <summary>Adds ascending keys; both these and those here must be in the minimal form, as all of them are then again.</summary>
    public void Merge(ReadOnlySpan<ulong> others)
    {
        if (others.IsEmpty)
        {
            return;
        }

        var room = KeyRoom.Rent(Count + others.Length);
        if (Count == 0)
        {
            others.CopyTo(room.Keys);
            Count = others.Length;
        }
        else
        {
            Count = PrefixKeys.Merge(Keys, others, room.Keys);
        }

        Replace(room);
    }

    /// <summary>Makes room, unless more than half of it is free: then merging has gained enough.</summary>
    /// <param name="expected">How many ranges may be added in all.</param>
    /// <param name="added">How many of them were.</param>
    /// <remarks>What merges badly will go on to do so: more room at once saves sorting it again and again.</remarks>
    public void MakeRoom(long expected, long added)
    {
        if (Count > _capacity / 2 || _capacity == 0)
        {
            var mergesBadly = Count > _capacity / 8 * 7;
            var isMany = _capacity >= ManyKeys;
            var factor = !mergesBadly ? 2 : isMany ? 8 : _capacity < SomeKeys ? 4 : ManyKeys / SomeKeys;

            // As many keys of what may still come as of what has; one a range at most, for some may have been merged in without being counted.
            var keys = expected * Math.Min(Count, added) / Math.Max(added, 1);
            var wanted = mergesBadly && isMany ? Math.Min(keys, (long)_capacity * MostGrowth) : firstCapacity;
            Grow((int)Math.Min(Math.Max(wanted, (long)_capacity * factor), Array.MaxLength));
        }
    }

    /// <summary>Forgets the keys and gives their room back.</summary>
    public void Clear()
    {
        Count = 0;
        _room.Return();
        (_room, _capacity) = (default, 0);
    }

    private void Grow(int capacity)
    {
        var room = KeyRoom.Rent(capacity);
        Keys.CopyTo(room.Keys);
        Replace(room);
    }

    private void Replace(KeyRoom room)
    {
        _room.Return();
        (_room, _capacity) = (room, room.Capacity);
    }
}
