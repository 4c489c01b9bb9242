using System.Runtime.CompilerServices;

namespace FirewallRules.Networks;

/// <summary>A growing list of <see cref="PrefixKeys"/>, and its minimal form.</summary>
internal sealed class KeyBuffer(int firstCapacity = 0)
{
    private const int FirstCapacity = 16;
    private const int ManyKeys = 16 * 1024;

    private KeyRoom _room = KeyRoom.Rent(firstCapacity);

    /// <summary>How many keys there are; those behind may be cut off.</summary>
    public int Count { get; set; }

    public bool IsFull => Count == _room.Capacity;

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

    /// <summary>Makes room, unless more than half of it is free: then merging has gained enough.</summary>
    /// <remarks>What merges badly will go on to do so: more room at once saves sorting it again and again.</remarks>
    public void MakeRoom()
    {
        var capacity = _room.Capacity;
        if (Count > capacity / 2 || capacity == 0)
        {
            var factor = Count <= capacity / 8 * 7 ? 2 : Count < ManyKeys ? 4 : 8;
            var room = KeyRoom.Rent(Math.Max(FirstCapacity, capacity * factor));
            Keys.CopyTo(room.Keys);
            _room.Return();
            _room = room;
        }
    }

    /// <summary>Forgets the keys and gives their room back.</summary>
    public void Clear()
    {
        Count = 0;
        _room.Return();
        _room = default;
    }
}
