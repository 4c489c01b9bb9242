namespace FirewallRules.Tests.Emitters;

public sealed class NftablesTableTests
{
    [TestCase("inet/filter", "inet", "filter")]
    [TestCase("ip/nat", "ip", "nat")]
    [TestCase("ip6/My_Table2", "ip6", "My_Table2")]
    [TestCase("inet/a", "inet", "a")]
    public void Family_and_name_are_parsed(string text, string family, string name)
    {
        var table = NftablesTable.Parse(text);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(table.Family, Is.EqualTo(family));
            Assert.That(table.Name, Is.EqualTo(name));
            Assert.That(table.ToString(), Is.EqualTo(text));
            Assert.That(table, Is.EqualTo(NftablesTable.Parse(text)));
        }
    }

    [TestCase("")]
    [TestCase("/")]
    [TestCase("inet/")]
    [TestCase("inet")]
    [TestCase("filter")]
    [TestCase("/filter")]
    [TestCase("INET/filter")]
    [TestCase("arp/filter")]
    [TestCase("bridge/filter")]
    [TestCase("netdev/filter")]
    [TestCase("inet/filter/x")]
    [TestCase("inet /filter")]
    [TestCase("inet/ filter")]
    [TestCase("inet/filter ")]
    [TestCase("inet/filter\n")]
    [TestCase("ip/x;y")]
    [TestCase("ip/x{")]
    [TestCase("ip/\"x\"")]
    [TestCase("ip/$x")]
    [TestCase("ip/x-y")]
    [TestCase("ip/x.y")]
    [TestCase("ip/1x")]
    [TestCase("ip/_x")]
    [TestCase("ip/\u00e9")]
    [TestCase("inet/accept")]
    [TestCase("inet/ACCEPT")]
    [TestCase("inet/table")]
    [TestCase("inet/ip")]
    [TestCase("inet/inet")]
    [TestCase("inet/drop")]
    [TestCase("inet/set")]
    [TestCase("inet/rule")]
    [TestCase("inet/destroy")]
    [TestCase("inet/last")]
    public void Other_text_is_refused(string text)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(NftablesTable.TryParse(text, out var table), Is.False);
            Assert.That(table, Is.Null);
            Assert.That(
                () => NftablesTable.Parse(text),
                Throws.TypeOf<FormatException>().With.Message.Contains("inet/NAME").And.Message.Matches("^[\\x20-\\x7e]*$"));
        }
    }

    [Test]
    public void Sixty_four_characters_are_the_maximum()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(NftablesTable.TryParse("inet/" + new string('x', 64), out _), Is.True);
            Assert.That(NftablesTable.TryParse("inet/" + new string('x', 65), out _), Is.False);
            Assert.That(() => NftablesTable.Parse("inet/" + new string('x', 300)), Throws.TypeOf<FormatException>().With.Message.Length.LessThan(300));
            Assert.That(NftablesTable.TryParse(null, out _), Is.False);
        }
    }
}
