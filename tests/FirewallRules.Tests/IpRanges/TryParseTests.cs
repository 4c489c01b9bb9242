using System.Text;

namespace FirewallRules.Tests.IpRanges;

public sealed class TryParseTests
{
    private const string Document = """{"version":7,"logs":{"prefixes_ipv4":["192.0.2.0/24"]}}""";

    [Test]
    public void A_document_is_read_with_its_options()
    {
        var options = new IpRangesReadOptions { Site = Site.Eu1 };
        using (Assert.EnterMultipleScope())
        {
            Assert.That(IpRangesDocument.TryParse(Document, options, out var one, out var none) && none is null && one.Site == Site.Eu1, Is.True);
            Assert.That(IpRangesDocument.TryParse(Encoding.UTF8.GetBytes(Document), options, out var two, out _) && two.Site == Site.Eu1, Is.True);
            Assert.That(IpRangesDocument.TryParse(Document, out var three, options) && three.Site == Site.Eu1, Is.True);
            Assert.That(IpRangesDocument.TryParse(Encoding.UTF8.GetBytes(Document), out var four) && four.Version == 7, Is.True);
        }
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase("{}")]
    [TestCase("<html>")]
    [TestCase("""{"logs":{"prefixes_ipv4":["0.0.0.0/0"]}}""")]
    public void What_Parse_refuses_is_refused_with_the_same_reason(string? json)
    {
        var thrown = Assert.Throws<IpRangesFormatException>(() => IpRangesDocument.Parse(json ?? ""))!;

        Assert.That(IpRangesDocument.TryParse(json, options: null, out var document, out var error), Is.False);
        Assert.That((document, error!.Message, error.Error), Is.EqualTo(((IpRangesDocument?)null, thrown.Message, thrown.Error)));
        Assert.That(IpRangesDocument.TryParse(json, out _), Is.False);
        Assert.That(IpRangesDocument.TryParse(Encoding.UTF8.GetBytes(json ?? ""), out _), Is.False);
    }

    [TestCase("", IpRangesFormatError.Empty)]
    [TestCase("{]", IpRangesFormatError.InvalidJson)]
    [TestCase("[]", IpRangesFormatError.WrongType)]
    [TestCase("""{"version":-1}""", IpRangesFormatError.WrongType)]
    [TestCase("""{"logs":{},"logs":{}}""", IpRangesFormatError.DuplicateKey)]
    [TestCase("""{"modified":"\ud800"}""", IpRangesFormatError.InvalidText)]
    [TestCase("""{"logs":{"prefixes_ipv4":["10/8"]}}""", IpRangesFormatError.InvalidPrefix)]
    [TestCase("""{"version":1}""", IpRangesFormatError.NoSections)]
    [TestCase("""{"prefixes_ipv4":[]}""", IpRangesFormatError.UnnamedSection)]
    [TestCase("""{"logs":{},"prefixes_ipv4":[]}""", IpRangesFormatError.MixedForms)]
    public void Errors_have_an_error_kind(string json, IpRangesFormatError error)
    {
        Assert.That(IpRangesDocument.TryParse(json, options: null, out _, out var refusal), Is.False);
        Assert.That((refusal!.Error, refusal.Prefix, refusal.Limit), Is.EqualTo((error, (Cidr?)null, (int?)null)));
    }

    [Test]
    public void Errors_carry_prefix_limit_and_place()
    {
        var wide = Refusal("""{"logs":{"prefixes_ipv4":["10.0.0.0/7"]}}""");
        var family = Refusal("""{"logs":{"prefixes_ipv4":["2001:db8::/32"]}}""");
        var large = Refusal(new string(' ', IpRangesDocument.MaxBytes + 1));
        var deep = Refusal($"{{\"logs\":{{}},\n\"x\":{new string('[', 16)}");
        var json = Refusal("{\"logs\":\n{]}");

        using (Assert.EnterMultipleScope())
        {
            Assert.That((wide.Error, wide.Prefix, wide.Limit), Is.EqualTo((IpRangesFormatError.PrefixTooWide, (Cidr?)Cidr.Parse("10.0.0.0/7"), 8)));
            Assert.That(
                (family.Error, family.Prefix, family.Limit),
                Is.EqualTo((IpRangesFormatError.WrongFamily, (Cidr?)Cidr.Parse("2001:db8::/32"), (int?)null)));
            Assert.That((large.Error, large.Limit), Is.EqualTo((IpRangesFormatError.TooLarge, IpRangesDocument.MaxBytes)));
            Assert.That((deep.Error, deep.Limit, deep.Line), Is.EqualTo((IpRangesFormatError.TooDeep, 16, 2)));
            Assert.That((json.Error, json.Line, json.Column), Is.EqualTo((IpRangesFormatError.InvalidJson, 2, 2)));
        }
    }

    private static IpRangesFormatException Refusal(string json)
        => IpRangesDocument.TryParse(json, options: null, out _, out var refusal) ? throw new AssertionException("It was read.") : refusal;
}
