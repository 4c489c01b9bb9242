namespace FirewallRules.Tests.Cli.Output;

public sealed class InstallTextTests
{
    private static readonly string[] Lines =
    [
        "logs webhooks --format nftables", "logs --format nftables --mode table --default-deny --allow-dns --allow-out 123/udp",
        "logs --format nftables --mode sets", "logs --format nftables-json", "logs --format iptables --default-deny --forward --name-prefix a-b",
        "logs --format ipset", "logs --format ipset --mode sets", "logs webhooks --format iptables-restore", "webhooks --format ip6tables-restore",
    ];

    [TestCaseSource(nameof(Lines))]
    public void Every_command_in_the_instructions_is_accepted(string line)
    {
        var run = CliRun.Of($"generate {line} --explain-install");
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        using var folder = new TemporaryFolder();
        var document = folder.Write("document.json", """{"logs":{"prefixes_ipv4":["192.0.2.0/24"]},"webhooks":{"prefixes_ipv4":["198.51.100.0/24"]}}""");
        var next = folder.Write("next.json", """{"logs":{"prefixes_ipv4":["192.0.2.0/25"]},"webhooks":{"prefixes_ipv4":["198.51.100.0/24"]}}""");
        var commands = run.Output.Split('\n').Select(text => text.Trim()).Where(text => text.StartsWith("fwrules ", StringComparison.Ordinal)
            && !text.StartsWith("fwrules fetch ", StringComparison.Ordinal)).ToList();
        Assert.That(commands, Has.Count.EqualTo(3));
        foreach (var command in commands)
        {
            var words = command.Split(' ').Skip(1).Select(word => word.EndsWith("_document.json", StringComparison.Ordinal) ? document
                : word.EndsWith("_document.json.new", StringComparison.Ordinal) ? next
                : word.StartsWith(InstallPlan.Folder, StringComparison.Ordinal) ? folder["output"]
                : word);
            var result = CliRun.Of([.. words], []);
            Assert.That(result.ExitCode, Is.Zero, $"{command}\n{result.Error}");
        }
    }

    [TestCaseSource(nameof(Lines))]
    public void Only_files_that_were_written_are_removed(string line)
    {
        var lines = CliRun.Of($"generate {line} --explain-install").Output.Split('\n').Select(text => text.Trim()).ToList();
        var removed = lines.Single(text => text.StartsWith("rm -f ", StringComparison.Ordinal)).Split(' ').Skip(2).ToList();
        var written = lines.Where(text => text.StartsWith("/etc/", StringComparison.Ordinal) && text.EndsWith(':') && !text.Contains(' '))
            .Select(text => text[..^1]);

        Assert.That(removed, Is.SupersetOf(written.Where(file => file != InstallNftables.Configuration)).And.Not.Contains(InstallNftables.Configuration));
        Assert.That(removed, Is.All.Matches("/(fwrules-)?(datadog|a-b)(_[a-z0-9_]+)?\\.[a-z]+$"));
    }

    [Test]
    public void Every_command_line_word_is_quoted_for_a_shell()
    {
        var run = CliRun.Of(
            ["generate", "webhooks", "--format", "iptables", "--default-deny", "--log-prefix", "a $b; ", "--fetch", "--explain-install"],
            []);
        Assert.That(run.ExitCode, Is.EqualTo(2), "an invalid log prefix is refused here too");

        run = CliRun.Of(["generate", "webhooks", "--format", "iptables", "--default-deny", "--log-prefix", "a; b: ", "--explain-install"], []);
        Assert.That(run.Output, Does.Contain(" --log-prefix 'a; b: ' "));
    }

    [TestCase("logs --format windows", "--explain-install does not apply to --format windows: it applies to iptables, ")]
    [TestCase("logs --format aws-cli", "--explain-install does not apply to --format aws-cli")]
    [TestCase("logs --format lines", "--explain-install does not apply to --format lines")]
    [TestCase("logs --format iptables --remove", "--explain-install does not apply with --remove")]
    [TestCase("logs --format iptables --output x", "--output does not apply with --explain-install")]
    [TestCase("logs --format nftables --default-deny", "--default-deny requires --mode table")]
    public void Is_refused_where_there_is_nothing_to_install(string line, string part)
        => Assert.That(CliRun.Of($"generate {line} --explain-install").Refused(2), Does.Contain(part));

    [TestCase("firewalld")]
    [TestCase("ufw")]
    public void What_another_program_loads_needs_no_unit_at_boot(string format)
    {
        var command = new InstallCommand("logs", $" --format {format}", "", Site.Us1);
        var text = InstallText.Of(new InstallPlan(format, NftablesMode.Include, NftablesTable.InetFilter, "datadog", [Direction.Egress], false, command));

        Assert.That(text, Does.Contain("    sh /etc/fwrules/datadog.sh\n").And.Contain("datadog_update.timer").And.Contain("datadog_remove.sh"));
        Assert.That(text, Does.Not.Contain("fwrules-datadog.service").And.Not.Contain("nftables.conf"));
    }

    [Test]
    public void A_restore_file_for_forwarded_traffic_has_a_jump_of_its_own()
        => Assert.That(
            CliRun.Of("generate logs --format iptables-restore --default-deny --allow-dns --forward --explain-install").Output,
            Does.Contain("iptables -w 5 -I FORWARD -j DATADOG-FORWARD").And.Contain("iptables -w 5 -D FORWARD -j DATADOG-FORWARD"));

    [Test]
    public void The_include_comes_after_the_table_and_the_jump_is_first_in_its_chain()
    {
        var text = CliRun.Of("generate logs --format nftables --explain-install").Output;

        Assert.That(
            text,
            Does.Match("(?s)flush ruleset.*table inet filter \\{.*include \"/etc/fwrules/datadog.nft\"\n"
                + "    insert rule inet filter output jump datadog_egress\n"));
    }

    [Test]
    public void Sets_come_before_the_rules_that_refer_to_them()
    {
        Assert.That(CliRun.Of("generate logs --format nftables --mode sets --explain-install").Output, Does.Match("(?s)include \".*table inet filter \\{"));
        Assert.That(
            CliRun.Of("generate logs --format ipset --mode sets --explain-install").Output,
            Does.Contain("Before=nftables.service netfilter-persistent"));
        Assert.That(CliRun.Of("generate logs --format ipset --explain-install").Output, Does.Contain("After=nftables.service netfilter-persistent"));
    }
}
