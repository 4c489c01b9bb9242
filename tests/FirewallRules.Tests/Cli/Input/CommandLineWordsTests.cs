using FirewallRules.Cli;

namespace FirewallRules.Tests.Cli;

public sealed class CommandLineWordsTests
{
    [TestCase("a", "a")]
    [TestCase("  a\tb  c\n", "a|b|c")]
    [TestCase("'a b' \"c d\"", "a b|c d")]
    [TestCase("a'b c'd", "ab cd")]
    [TestCase("a\\ b", "a b")]
    [TestCase("\"a\\\"b\\\\c\\d\"", "a\"b\\c\\d")]
    [TestCase("'a\\b'", "a\\b")]
    [TestCase("x '' \"\"", "x||")]
    [TestCase("echo $HOME * | rm ; `x` > y", "echo|$HOME|*|||rm|;|`x`|>|y")]
    public void Words_are_split_as_a_shell_does_and_nothing_is_expanded(string command, string words)
        => Assert.That(string.Join('|', CommandLineWords.Split(command)), Is.EqualTo(words));

    [TestCase("")]
    [TestCase("  ")]
    [TestCase("''")]
    [TestCase("a 'b")]
    [TestCase("a \"b'")]
    [TestCase("a\\")]
    public void An_unknown_command_is_refused(string command)
        => Assert.That(Assert.Throws<CliException>(() => CommandLineWords.Split(command))!.ExitCode, Is.EqualTo(ExitCode.Usage));
}
