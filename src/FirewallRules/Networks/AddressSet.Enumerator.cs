using System.Collections;
using System.Numerics;
using FirewallRules.Networks;

namespace FirewallRules;

public sealed partial class AddressSet
{
    /// <summary>Enumerates the minimal list of prefixes of a set, without allocations.</summary>
    public struct Enumerator : IEnumerator<Cidr>
    {
        private readonly AddressSet _set;
        private PrefixCursor<uint> _ipv4;
        private IPv6PrefixEnumerator _ipv6;

        internal Enumerator(AddressSet set) => (_set, _ipv6) = (set, new(set._ipv6));

        /// <summary>The current prefix; <c>default</c> before the first.</summary>
        public Cidr Current { get; private set; }

        readonly object IEnumerator.Current => Current;

        /// <summary>Moves to the next prefix.</summary>
        public bool MoveNext()
        {
            if (_ipv4.MoveNext(_set._ipv4, 32, out var ipv4, out var hostBits))
            {
                Current = new Cidr(ipv4, 32 - hostBits, IpFamily.IPv4);
                return true;
            }

            if (_ipv6.MoveNext(out var ipv6, out hostBits))
            {
                Current = new Cidr(new UInt128(ipv6.High, ipv6.Low), 128 - hostBits, IpFamily.IPv6);
                return true;
            }

            return false;
        }

        /// <summary>Moves back to before the first prefix.</summary>
        public void Reset() => this = new Enumerator(_set);

        /// <summary>Does nothing: the enumerator has no resources.</summary>
        public readonly void Dispose()
        {
        }

        private struct PrefixCursor<T>
            where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
        {
            private int _index;
            private bool _isInRange;
            private T _next;

            public bool MoveNext(ReadOnlySpan<T> boundaries, int bits, out T first, out int hostBits)
            {
                if (_index >= boundaries.Length)
                {
                    (first, hostBits) = (default, 0);
                    return false;
                }

                first = _isInRange ? _next : boundaries[_index];
                var last = Boundaries.LastOfRange(boundaries, _index);
                hostBits = PrefixMath.WidestPrefix(first, last, bits);
                var end = hostBits == bits ? T.MaxValue : first + ((T.One << hostBits) - T.One);
                _isInRange = end != last;
                _next = end + T.One;
                _index += _isInRange ? 0 : 2;
                return true;
            }
        }
    }
}
