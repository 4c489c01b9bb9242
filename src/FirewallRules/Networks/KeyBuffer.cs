using System.Runtime.CompilerServices;

namespace FirewallRules.Networks;

/// <summary>A growing list of <see cref="PrefixKeys"/>, and its minimal form.</summary>
internal sealed class KeyBuffer(int firstCapacity)
{
    private const int ManyKeys = 16 * 1024;

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

    /// <summary>Adds the keys of another buffer; both must be in the minimal form, as this one is then again.</summary>
    public void Merge(KeyBuffer other)
    {
        if (other.Count == 0)
        {
            return;
        }

        var count = Count + other.Count;
        if (count > _capacity)
        {
            Grow(count);
        }

        var merged = _room.Keys[..count];
        PrefixKeys.Merge(merged, other.Keys);
        Count = PrefixKeys.Minimize(merged);
    }

    /// <summary>Makes room, unless more than half of it is free: then merging has gained enough.</summary>
    /// <remarks>What merges badly will go on to do so: more room at once saves sorting it again and again.</remarks>
    public void MakeRoom()
    {
        if (Count > _capacity / 2 || _capacity == 0)
        {
            var factor = Count <= _capacity / 8 * 7 ? 2 : Count < ManyKeys ? 4 : 8;
            Grow(Math.Max(firstCapacity, _capacity * factor));
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
        _room.Return();
        (_room, _capacity) = (room, room.Capacity);
    }
}
