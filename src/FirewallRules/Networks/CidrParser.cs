using System.Numerics;

namespace FirewallRules.Networks;

/// <summary>
/// The strict parser, with one grammar for UTF-16 and UTF-8 text. It accepts no octal or hexadecimal numbers, short forms, zone IDs or blanks,
/// because tools disagree about what they mean.
/// </summary>
internal static class CidrParser
{
    private const int GroupCount = 8;

    public static CidrError ParsePrefix<T>(ReadOnlySpan<T> text, CidrStyles styles, out Cidr prefix)
        where T : unmanaged, IBinaryInteger<T>
    {
        prefix = default;
        var slash = text.IndexOf(T.CreateTruncating('/'));
        if (styles.HasFlag(CidrStyles.Netmask) && CidrNetmask.HasNetmask(text, slash))
        {
            return CidrNetmask.ParsePrefix(text, slash, styles, out prefix);
        }

        var error = ParseAddress(slash < 0 ? text : text[..slash], out var address, out var family);
        if (error != CidrError.None)
        {
            return error;
        }

        var length = family.Bits();
        if (slash >= 0)
        {
            error = ParseLength(text[(slash + 1)..], length, out length);
            if (error != CidrError.None)
            {
                return error;
            }
        }
        else if (!styles.HasFlag(CidrStyles.BareAddress))
        {
            return CidrError.MissingPrefixLength;
        }

        return ToPrefix(address, length, family, styles, out prefix);
    }

    public static CidrError ToPrefix(UInt128 address, int length, IpFamily family, CidrStyles styles, out Cidr prefix)
    {
        var masked = address & family.NetworkMask(length);
        if (masked != address && !styles.HasFlag(CidrStyles.MaskHostBits))
        {
            prefix = default;
            return CidrError.HostBitsSet;
        }

        prefix = new Cidr(masked, length, family);
        return CidrError.None;
    }

    public static CidrError ParseAddress<T>(ReadOnlySpan<T> text, out UInt128 address, out IpFamily family)
        where T : unmanaged, IBinaryInteger<T>
    {
        address = default;
        family = IpFamily.None;
        if (text.IsEmpty)
        {
            return CidrError.Empty;
        }

        if (text.Contains(T.CreateTruncating(':')))
        {
            family = IpFamily.IPv6;
            return ParseIPv6(text, out address);
        }

        family = IpFamily.IPv4;
        var error = ParseIPv4(text, out var value);
        address = value;
        return error;
    }

    public static CidrError ParseIPv4<T>(ReadOnlySpan<T> text, out uint address)
        where T : unmanaged, IBinaryInteger<T>
    {
        address = 0;
        var octets = 1;
        var octet = 0;
        var digits = 0;
        var error = CidrError.None;
        foreach (var unit in text)
        {
            var c = uint.CreateTruncating(unit);
            if (c == '.')
            {
                if (digits == 0 || ++octets > 4)
                {
                    return CidrError.NotFourOctets;
                }

                address = (address << 8) | (uint)octet;
                octet = digits = 0;
                continue;
            }

            if (c - '0' > 9)
            {
                return CidrError.InvalidCharacter;
            }

            // The error is not returned yet: an invalid character later in the text is a better explanation.
            if (digits > 0 && octet == 0)
            {
                error = First(error, CidrError.LeadingZero);
            }

            octet = Math.Min((octet * 10) + (int)(c - '0'), 256);
            digits++;
            if (octet > 255)
            {
                error = First(error, CidrError.OctetOutOfRange);
            }
        }

        if (octets != 4 || digits == 0)
        {
            return CidrError.NotFourOctets;
        }

        address = (address << 8) | (uint)octet;
        return error;

        static CidrError First(CidrError known, CidrError found) => known == CidrError.None ? found : known;
    }

    public static CidrError ParseIPv6<T>(ReadOnlySpan<T> text, out UInt128 address)
        where T : unmanaged, IBinaryInteger<T>
    {
        address = default;
        UInt128 value = default;
        var groups = 0;
        var gapAt = -1;
        var i = 0;
        if (text.Length >= 2 && Is(text[0], ':') && Is(text[1], ':'))
        {
            gapAt = 0;
            i = 2;
        }

        while (i < text.Length)
        {
            var start = i;
            uint group = 0;
            while (i < text.Length && HexDigit(text[i]) is var digit && digit <= 15)
            {
                group = (group << 4) | digit;
                i++;
            }

            if (i < text.Length && Is(text[i], '.'))
            {
                var error = ParseIPv4(text[start..], out var tail);
                if (error != CidrError.None)
                {
                    return error;
                }

                value = (value << 32) | tail;
                groups += 2;
                i = text.Length;
                break;
            }

            if (i == start || i - start > 4 || ++groups > GroupCount)
            {
                return i < text.Length && !Is(text[i], ':') ? InvalidUnit(text[i]) : CidrError.InvalidGroups;
            }

            value = (value << 16) | group;
            if (i == text.Length)
            {
                break;
            }

            if (!Is(text[i], ':'))
            {
                return InvalidUnit(text[i]);
            }

            i++;
            if (i < text.Length && Is(text[i], ':'))
            {
                if (gapAt >= 0)
                {
                    return CidrError.InvalidGroups;
                }

                gapAt = groups;
                i++;
            }
            else if (i == text.Length)
            {
                return CidrError.InvalidGroups;
            }
        }

        if (gapAt < 0 ? groups != GroupCount : groups >= GroupCount)
        {
            return CidrError.InvalidGroups;
        }

        address = gapAt < 0 ? value : ExpandGap(value, groups, gapAt);
        return CidrError.None;

        static CidrError InvalidUnit(T unit) => Is(unit, '%') ? CidrError.ZoneId : CidrError.InvalidCharacter;
    }

    public static CidrError ParseLength<T>(ReadOnlySpan<T> text, int max, out int length)
        where T : unmanaged, IBinaryInteger<T>
    {
        length = 0;
        if (text.IsEmpty || (text.Length > 1 && Is(text[0], '0')))
        {
            return CidrError.InvalidPrefixLength;
        }

        foreach (var unit in text)
        {
            var digit = uint.CreateTruncating(unit) - '0';
            if (digit > 9)
            {
                return CidrError.InvalidPrefixLength;
            }

            length = Math.Min((length * 10) + (int)digit, 1000);
        }

        return length > max ? CidrError.PrefixLengthOutOfRange : CidrError.None;
    }

    // Moves the groups before '::' to the top of the address; those after it stay at the bottom.
    private static UInt128 ExpandGap(UInt128 value, int groups, int gapAt)
    {
        var after = groups - gapAt;
        var low = after == 0 ? UInt128.Zero : value & ((UInt128.One << (after * 16)) - 1);
        var high = gapAt == 0 ? UInt128.Zero : (value >> (after * 16)) << ((GroupCount - gapAt) * 16);
        return high | low;
    }

    private static bool Is<T>(T unit, char c)
        where T : unmanaged, IBinaryInteger<T>
        => unit == T.CreateTruncating(c);

    private static uint HexDigit<T>(T unit)
        where T : unmanaged, IBinaryInteger<T>
    {
        var c = uint.CreateTruncating(unit);
        if (c - '0' <= 9)
        {
            return c - '0';
        }

        var letter = (c | 0x20) - 'a';
        return letter <= 5 ? letter + 10 : uint.MaxValue;
    }
}
