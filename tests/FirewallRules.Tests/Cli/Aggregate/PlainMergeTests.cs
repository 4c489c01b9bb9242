using FirewallRules.Cli.Commands;
using FirewallRules.Cli.FastPath;

namespace FirewallRules.Tests.Cli.Aggregate;

public class PlainMergeTests
{
    [TestCase("10.0.0.0/25\n10.0.0.128/25\n2001:db8::1\n")]
    [TestCase("10.0.0.0 255.255.255.0\n")]
    [TestCase("[\"10.0.0.0/8\"]")]
    [TestCase("{}")]
    [TestCase("0.0.0.0/0\n::/0\n")]
    [TestCase("10.0.0.0/8\nbad\n")]
    [TestCase("network,name\n10.0.0.0/8,a\n")]
    [TestCase("")]
    public void Gives_what_the_parsed_command_line_gives(string list)
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("list", list);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(CliRun.Of(["aggregate", file], []), Is.EqualTo(CliRun.Of(["aggregate", file, "--format", "lines"], [])));
            Assert.That(
                CliRun.Of(["aggregate", file, folder["none"]], []),
                Is.EqualTo(CliRun.Of(["aggregate", file, folder["none"], "--format", "lines"], [])));
            Assert.That(CliRun.Of("aggregate", list), Is.EqualTo(CliRun.Of("aggregate -", list)));
        }
    }

    [TestCase("list.txt")]
    [TestCase("/h/list")]
    [TestCase("/home/a:b=c")]
    [TestCase("[a]")]
    public void Accepts_file_names(string name)
    {
        Assert.That(PlainMerge.Fits(["aggregate"]));
        Assert.That(PlainMerge.Fits(["aggregate", "a", name]));
        Assert.That(PlainMerge.Fits(["generate", name]), Is.False);
        Assert.That(PlainMerge.Fits([name, "aggregate"]), Is.False);
        Assert.That(CliRun.Of(["aggregate", name, "--format", "lines"], []).Refused(3), Is.EqualTo($"fwrules: '{name}' not found."));
    }

    [TestCase("-")]
    [TestCase("--")]
    [TestCase("-h")]
    [TestCase("/h")]
    [TestCase("/?")]
    [TestCase("/h:true")]
    [TestCase("/?=true")]
    [TestCase("@arguments")]
    [TestCase("aggregate")]
    [TestCase("")]
    public void Leaves_ambiguous_input_to_the_parser(string argument)
        => Assert.That(PlainMerge.Fits(["aggregate", "a", argument]), Is.False);

    [Test]
    public void Does_not_accept_an_option_as_a_file()
    {
        var command = AggregateCommand.Create(new(() => Stream.Null, () => Stream.Null, () => TextWriter.Null));

        foreach (var name in command.Options.SelectMany(option => option.Aliases.Append(option.Name)))
        {
            Assert.That(PlainMerge.Fits(["aggregate", name]), Is.False, name);
        }
    }
}
