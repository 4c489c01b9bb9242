using System.Text;

namespace FirewallRules.Tests.Networks;

public sealed class AddressSetParsingTests
{
    private const string List = "# ours\n10.0.0.0/25\n10.0.0.128/25\r\n\n2001:db8::1 - 2001:db8::2 ; two\n192.0.2.1";

    private static readonly AddressSet Parsed = Sets.Of("10.0.0.0/24", "192.0.2.1/32", "2001:db8::1/128", "2001:db8::2/128");

    [Test]
    public void All_forms_of_text_are_parsed_alike()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(AddressSet.Parse(List), Is.EqualTo(Parsed));
            Assert.That(AddressSet.Parse(List.AsSpan()), Is.EqualTo(Parsed));
            Assert.That(AddressSet.Parse(Encoding.UTF8.GetBytes(List)), Is.EqualTo(Parsed));
            Assert.That(AddressSet.TryParse(List, out var fromString) ? fromString : null, Is.EqualTo(Parsed));
            Assert.That(AddressSet.TryParse(List.AsSpan(), out var fromSpan) ? fromSpan : null, Is.EqualTo(Parsed));
            Assert.That(AddressSet.TryParse(Encoding.UTF8.GetBytes(List), out var fromUtf8) ? fromUtf8 : null, Is.EqualTo(Parsed));
            Assert.That(AddressSet.TryParse(List, out _, out var error) ? error : new CidrFormatException("", CidrError.Empty), Is.Null);
        }
    }

    [TestCase("10.0.0.1/8", 1, "10.0.0.1/8", CidrError.HostBitsSet)]
    [TestCase("10.0.0.0/8\n# fine\n010.0.0.0/8\nworse", 3, "010.0.0.0/8", CidrError.LeadingZero)]
    [TestCase("10.0.0.0/8\n\n192.0.2.9-192.0.2.1 # back to front\n", 3, "192.0.2.9-192.0.2.1", CidrError.ReversedRange)]
    [TestCase("é", 1, "é", CidrError.InvalidCharacter)]
    public void The_first_error_has_its_line_and_its_reason(string list, int line, string text, CidrError reason)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(AddressSet.TryParse(list, out var set, out var error), Is.False);
            Assert.That(set, Is.Null);
            Assert.That((error!.Line, error.Text, error.Error), Is.EqualTo(((long?)line, text, reason)));
            Assert.That(AddressSet.TryParse(list.AsSpan(), out set, out error), Is.False);
            Assert.That((error!.Line, error.Text, error.Error), Is.EqualTo(((long?)line, text, reason)));
            Assert.That(AddressSet.TryParse(Encoding.UTF8.GetBytes(list), out set, out error), Is.False);
            Assert.That((error!.Line, error.Text, error.Error), Is.EqualTo(((long?)line, text, reason)));
            Assert.That(
                AddressSet.TryParse(list, out _) || AddressSet.TryParse(list.AsSpan(), out _) || AddressSet.TryParse(Encoding.UTF8.GetBytes(list), out _),
                Is.False);
            Assert.That(() => AddressSet.Parse(list), Throws.TypeOf<CidrFormatException>().With.Message.EqualTo(error.Message));
        }
    }

    [Test]
    public void Null_is_not_a_list_and_an_empty_text_is_the_empty_set()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(AddressSet.TryParse((string?)null, out _), Is.False);
            Assert.That(AddressSet.TryParse((string?)null, out _, out var error), Is.False);
            Assert.That(error!.Error, Is.EqualTo(CidrError.Empty));
            Assert.That(() => AddressSet.Parse((string)null!), Throws.ArgumentNullException);
            Assert.That(AddressSet.TryParse("", out var set) ? set : null, Is.EqualTo(AddressSet.Empty));
        }
    }

    [Test]
    public void Generic_parsing_is_the_same()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Parse<AddressSet>(List), Is.EqualTo(Parsed));
            Assert.That(ParseSpan<AddressSet>(List), Is.EqualTo(Parsed));
            Assert.That(ParseUtf8<AddressSet>(Encoding.UTF8.GetBytes(List)), Is.EqualTo(Parsed));
            Assert.That(() => Parse<AddressSet>("10.0.0.1/8"), Throws.TypeOf<CidrFormatException>());
            Assert.That(TryParse<AddressSet>("10.0.0.1/8") || TryParseSpan<AddressSet>("10.0.0.1/8") || TryParseUtf8<AddressSet>("10.0.0.1/8"u8), Is.False);
            Assert.That(TryParse<AddressSet>(List) && TryParseSpan<AddressSet>(List) && TryParseUtf8<AddressSet>("::/0"u8));
        }

        static T Parse<T>(string text)
            where T : IParsable<T>
            => T.Parse(text, provider: null);

        static T ParseSpan<T>(ReadOnlySpan<char> text)
            where T : ISpanParsable<T>
            => T.Parse(text, provider: null);

        static T ParseUtf8<T>(ReadOnlySpan<byte> text)
            where T : IUtf8SpanParsable<T>
            => T.Parse(text, provider: null);

        static bool TryParse<T>(string text)
            where T : IParsable<T>
            => T.TryParse(text, provider: null, out _);

        static bool TryParseSpan<T>(ReadOnlySpan<char> text)
            where T : ISpanParsable<T>
            => T.TryParse(text, provider: null, out _);

        static bool TryParseUtf8<T>(ReadOnlySpan<byte> text)
            where T : IUtf8SpanParsable<T>
            => T.TryParse(text, provider: null, out _);
    }
}
