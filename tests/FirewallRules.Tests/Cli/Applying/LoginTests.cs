using FirewallRules.Cli.Applying;

namespace FirewallRules.Tests.Cli.Applying;

[Platform("Linux")]
public sealed class LoginTests
{
    private const string Connection = "192.0.2.7 50000 192.0.2.1 22";

    [TestCase(7, 0, "", "the same session")]
    [TestCase(8, 0, "", null)]
    [TestCase(8, 34816, "", null)]
    [TestCase(7, 34816, Connection, "the same session")]
    public void A_login_without_a_terminal_is_told_by_its_session(int session, int terminal, string connection, string? why)
        => Assert.That(new Login(7, 0, "").WhySame(new Login(session, terminal, connection)), Is.EqualTo(why));

    [Test]
    public void A_session_that_is_not_visible_is_not_the_same() => Assert.That(new Login(0, 0, "").WhySame(new Login(0, 0, "")), Is.Null);

    [TestCase(8, 34816, "", "the same terminal")]
    [TestCase(8, 34817, Connection, "the same SSH connection")]
    [TestCase(8, 34817, "192.0.2.7 50001 192.0.2.1 22", null)]
    public void A_login_over_ssh_is_told_by_its_connection_too(int session, int terminal, string connection, string? why)
        => Assert.That(new Login(7, 34816, Connection).WhySame(new Login(session, terminal, connection)), Is.EqualTo(why));

    [TestCase("")]
    [TestCase(Connection)]
    public void It_is_read_as_it_is_written(string connection)
    {
        var login = new Login(7, -5, connection);
        Assert.That(Login.Parse(login.ToString().TrimEnd()), Is.EqualTo(login));
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase("7")]
    [TestCase("x\t0\t")]
    public void Anything_else_is_no_login(string? text) => Assert.That(Login.Parse(text), Is.EqualTo(new Login(0, 0, "")));

    [Test]
    public void What_is_no_connection_is_ignored()
    {
        Assert.That(Login.Current(_ => "nonsense $(reboot)").Connection, Does.Not.Contain("reboot"));
        Assert.That(Login.Current(_ => Connection).Ssh!.ToString(), Is.EqualTo("22=192.0.2.7"));
    }
}
