namespace FirewallRules.Tests.Rules;

public sealed class SectionTests
{
    [TestCase("logs")]
    [TestCase("remote-configuration")]
    [TestCase("a")]
    [TestCase("7")]
    [TestCase("new_section.v2")]
    [TestCase("cloudSiem")]
    [TestCase("Logs")]
    [TestCase("lo gs")]
    [TestCase("-logs")]
    [TestCase("a/b")]
    [TestCase("$(reboot)")]
    [TestCase("~!|`'\"\\")]
    public void Names_are_read_as_they_are(string name)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Section.Parse(name).Name, Is.EqualTo(name));
            Assert.That(Section.Parse(name).ToString(), Is.EqualTo(name));
            Assert.That(Section.Parse(name), Is.EqualTo(Section.Parse(name)));
        }
    }

    [TestCase("")]
    [TestCase(" logs")]
    [TestCase("logs ")]
    [TestCase("logs\n")]
    [TestCase("lo\tgs")]
    [TestCase("logs\u007f")]
    [TestCase("l\u00f6gs")]
    [TestCase("\u0661")]
    public void Other_names_are_refused_and_the_message_says_what_one_is(string name)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Section.TryParse(name, out _), Is.False);
            Assert.That(() => Section.Parse(name), Throws.TypeOf<FormatException>().With.Message.Contains("1 to 64 printable ASCII characters"));
        }
    }

    [Test]
    public void Sixty_four_characters_are_the_maximum()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Section.TryParse(new string('a', Section.MaxNameLength), out _), Is.True);
            Assert.That(Section.TryParse(new string('a', Section.MaxNameLength + 1), out _), Is.False);
            Assert.That(Section.TryParse(null, out _), Is.False);
            Assert.That(() => Section.Parse(null!), Throws.ArgumentNullException);
        }
    }

    [Test]
    public void Known_ones_are_sorted_and_read_back()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Section.Known, Has.Count.EqualTo(11).And.Unique);
            Assert.That(Section.Known, Is.EqualTo(Section.Known.Order()));
            Assert.That(Section.Known.Select(section => Section.Parse(section.Name)), Is.EqualTo(Section.Known));
        }
    }

    [Test]
    public void Order_is_ordinal_and_null_comes_first()
    {
        var (dash, dot, letter) = (Section.Parse("a-b"), Section.Parse("a.b"), Section.Parse("ab"));
        Section? none = null;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(dash < dot && dot < letter && letter > dash && dash <= Section.Parse("a-b") && letter >= dot, Is.True);
            Assert.That(dash.CompareTo(none), Is.Positive);
            Assert.That(none < dash, Is.True);
            Assert.That(dash == Section.Parse("a-b") && dash != dot && !dash.Equals(none), Is.True);
            Assert.That(dash.GetHashCode(), Is.EqualTo(Section.Parse("a-b").GetHashCode()));
            Assert.That(dash.Equals((object)"a-b"), Is.False);
        }
    }
}
