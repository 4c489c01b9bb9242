using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FirewallRules.Networks;

/// <summary>
/// A buffer of 64-bit numbers from the shared pool of bytes, or an unpooled one if the pool has none that large. <c>default</c> is empty.
/// </summary>
internal readonly struct PooledBuffer
{
    private readonly byte[]? _pooledBytes;
    private readonly ulong[]? _unpooled;

    private PooledBuffer(byte[]? pooledBytes, ulong[]? unpooled) => (_pooledBytes, _unpooled) = (pooledBytes, unpooled);

    /// <summary>How many numbers fit.</summary>
    public int Capacity => _unpooled?.Length ?? (_pooledBytes?.Length ?? 0) / sizeof(ulong);

    /// <summary>The whole buffer. Its content is undefined until it is written.</summary>
    public Span<ulong> Values
        => _pooledBytes is null
            ? new(_unpooled)
            : MemoryMarshal.CreateSpan(ref Unsafe.As<byte, ulong>(ref _pooledBytes[0]), _pooledBytes.Length / sizeof(ulong));

    /// <summary>One of <see cref="Values"/>.</summary>
    public ref ulong this[int index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref _unpooled is null ? ref Unsafe.As<byte, ulong>(ref _pooledBytes![index * sizeof(ulong)]) : ref _unpooled[index];
    }

    /// <summary>Rents a buffer for at least <paramref name="capacity"/> numbers.</summary>
    public static PooledBuffer Rent(int capacity)
        => capacity == 0 ? default
        : capacity <= Array.MaxLength / sizeof(ulong) ? new(ArrayPool<byte>.Shared.Rent(capacity * sizeof(ulong)), null)
        : new(null, new ulong[capacity]);

    /// <summary>Returns the buffer to the pool; it must not be used after that.</summary>
    public void Return()
    {
        if (_pooledBytes is not null)
        {
            ArrayPool<byte>.Shared.Return(_pooledBytes);
        }
    }
}
