using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FirewallRules.Networks;

/// <summary>Room for numbers, from the shared pool where that has as much. <c>default</c> is no room.</summary>
/// <remarks>
/// It is the pool of bytes: that of numbers is not compiled ahead of time, and compiling it at every start takes as long as merging many
/// thousands of prefixes.
/// </remarks>
internal readonly struct KeyRoom
{
    private readonly byte[]? _pooled;
    private readonly ulong[]? _own;

    private KeyRoom(byte[]? pooled, ulong[]? own) => (_pooled, _own) = (pooled, own);

    /// <summary>How many numbers there is room for.</summary>
    public int Capacity => _own?.Length ?? (_pooled?.Length ?? 0) / sizeof(ulong);

    /// <summary>All of the room, with whatever it was last used for.</summary>
    public Span<ulong> Keys
        => _pooled is null ? new(_own) : MemoryMarshal.CreateSpan(ref Unsafe.As<byte, ulong>(ref _pooled[0]), _pooled.Length / sizeof(ulong));

    /// <summary>One of <see cref="Keys"/>, for loops that need no more.</summary>
    public ref ulong this[int at]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref _own is null ? ref Unsafe.As<byte, ulong>(ref _pooled![at * sizeof(ulong)]) : ref _own[at];
    }

    /// <summary>Takes room for at least as many numbers.</summary>
    public static KeyRoom Rent(int capacity)
        => capacity == 0 ? default
        : capacity <= Array.MaxLength / sizeof(ulong) ? new(ArrayPool<byte>.Shared.Rent(capacity * sizeof(ulong)), null)
        : new(null, new ulong[capacity]);

    /// <summary>Gives the room back; it must not be used any more.</summary>
    public void Return()
    {
        if (_pooled is not null)
        {
            ArrayPool<byte>.Shared.Return(_pooled);
        }
    }
}
