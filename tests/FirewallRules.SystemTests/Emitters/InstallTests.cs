using System.Text;
using System.Text.RegularExpressions;

namespace FirewallRules.SystemTests;

/// <summary>The printed instructions, followed word by word: the rules are there after a reboot and an update, and gone after a removal.</summary>
[TestFixture]
[Kernel]
public sealed class InstallTests
{
    private const string Document = """
        {"version":1,
        "logs":{"prefixes_ipv4":["192.0.2.0/24"],"prefixes_ipv6":["2001:db8::/32"]},
        "webhooks":{"prefixes_ipv4":["198.51.100.0/25"]}}
        """;

    private const string Next = """
        {"version":2,
        "logs":{"prefixes_ipv4":["192.0.2.0/25","203.0.113.0/24"],"prefixes_ipv6":["2001:db8::/32"]},
        "webhooks":{"prefixes_ipv4":["198.51.100.0/25"]}}
        """;

    // Fetching writes the document of the test; everything else is the tool itself.
    private const string Stub = """
        #!/bin/sh
        if [ "$1" = fetch ]; then
            while [ "$1" != --output ]; do shift; done
            exec cp "$FWRULES_DOCUMENT" "$2"
        fi
        exec dotnet "$FWRULES_DLL" "$@"

        """;

    private static readonly string[] s_lines =
    [
        "logs --format nftables",
        "logs webhooks --format nftables --mode table --default-deny --allow-dns --allow-in 22",
        "logs --format nftables --mode sets",
        "logs --format nftables-json",
        "logs webhooks --format nftables-json --mode table --default-deny --allow-dns --allow-in 22",
        "logs --format iptables",
        "logs webhooks --format iptables --default-deny --allow-dns --allow-in 22=10.0.0.0/8,2001:db8::/32 --log-rate 1",
        "logs --format ipset",
        "logs --format ipset --mode sets",
        "logs --format iptables-restore --name-prefix a-b",
        "logs --format ip6tables-restore",
    ];

    private string _folder = "";

    [SetUp]
    public void MakeFolder()
    {
        Tool.Require("nft", "iptables", "ipset", "sh");
        _folder = Directory.CreateTempSubdirectory("install-").FullName;
        Write("bin/fwrules", Stub);
        Shell.Run("chmod", ["+x", At("bin/fwrules")]).MustSucceed();
        Write("document.json", Document);
    }

    [TearDown]
    public void RemoveFolder()
    {
        if (_folder.Length > 0)
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    [TestCaseSource(nameof(s_lines))]
    public void The_rules_survive_a_reboot_and_an_update_and_can_be_removed(string line)
    {
        var steps = Instructions(line);
        using var empty = new NetworkNamespace();
        using var first = new NetworkNamespace();
        Run(first, steps.Commands[0].Where(command => !command.StartsWith("dotnet ", StringComparison.Ordinal)));
        Boot(first, steps.Files);
        var state = State(first);
        Assert.That(state, Does.Contain("192.0.2.0/24").Or.Contain("2001:db8::/32"));

        using var second = new NetworkNamespace();
        Boot(second, steps.Files);
        Assert.That(State(second), Is.EqualTo(state), "after a reboot");

        Write("document.json", Next);
        var update = steps.Files.Keys.Single(path => path.EndsWith("_update.sh", StringComparison.Ordinal));
        Run(second, [$"sh {update}"]);
        var updated = State(second);
        Assert.That(updated, Does.Contain(line.Contains("ip6tables", StringComparison.Ordinal) ? "us1 v2" : "203.0.113.0/24"));
        Run(second, [$"sh {update}"]);
        Assert.That(State(second), Is.EqualTo(updated), "after an update that changes nothing");

        using var third = new NetworkNamespace();
        Boot(third, steps.Files);
        Assert.That(State(third), Is.EqualTo(updated), "after an update and a reboot");

        DeleteReferences(third, steps.Files);
        Run(third, steps.Commands[^1].Where(command => !command.StartsWith("systemctl ", StringComparison.Ordinal)));
        Assert.That(OwnedBy(third), Is.EqualTo(OwnedBy(empty)));
        Assert.That(Directory.GetFiles(At("etc/fwrules")), Is.Empty, "no file is left");
    }

    [Test]
    public void What_iptables_save_saves_is_restored()
    {
        var steps = Instructions("logs --format iptables-restore");
        using var first = new NetworkNamespace();
        Directory.CreateDirectory(At("etc/iptables"));
        Run(first, steps.Commands[0].Where(command => !command.StartsWith("dotnet ", StringComparison.Ordinal)));
        Run(first, steps.Commands.Single(block => block[0].StartsWith("apt-get ", StringComparison.Ordinal)).Skip(1));

        using var second = new NetworkNamespace();
        Run(second, [$"iptables-restore <{At("etc/iptables/rules.v4")}"]);
        Assert.That(NetworkState.Of(second).Iptables, Is.EqualTo(NetworkState.Of(first).Iptables).And.Contain("192.0.2.0/24"));
    }

    [TestCaseSource(nameof(s_lines))]
    public void Systemd_accepts_the_units(string line)
    {
        Tool.RequireCommands("systemd-analyze");
        var units = Instructions(line).Files.Keys.Where(path => path.Contains("/systemd/system/fwrules", StringComparison.Ordinal)).ToArray();

        var result = Shell.Run(
            "systemd-analyze",
            ["verify", .. units],
            environment: new Dictionary<string, string>(StringComparer.Ordinal) { ["SYSTEMD_UNIT_PATH"] = At("etc/systemd/system") + ":" });

        Assert.That(result.ExitCode, Is.Zero, result.Error);
        Assert.That(result.Error, Does.Not.Contain(_folder), "a warning names the unit");
    }

    // What a boot does: nftables.service loads its file, then the unit runs its commands.
    private void Boot(NetworkNamespace network, IReadOnlyDictionary<string, string> files)
    {
        if (files.ContainsKey(At("etc/nftables.conf")))
        {
            Run(network, [$"nft -c -f {At("etc/nftables.conf")}", $"nft -f {At("etc/nftables.conf")}"]);
            return;
        }

        if (files.Values.Any(text => text.Contains("nft insert rule", StringComparison.Ordinal)))
        {
            network.Nft("table inet filter { chain output { type filter hook output priority 0; policy accept; }; }\n");
        }

        var unit = files.Single(file => Path.GetFileName(file.Key) is var name && name.EndsWith(".service", StringComparison.Ordinal)
            && !name.Contains("_update.", StringComparison.Ordinal)).Value;
        Run(network, unit.Split('\n').Where(text => text.StartsWith("ExecStart=", StringComparison.Ordinal)).Select(text => text["ExecStart=".Length..]));
    }

    // The step that the instructions leave to the user.
    private void DeleteReferences(NetworkNamespace network, IReadOnlyDictionary<string, string> files)
    {
        if (files.TryGetValue(At("etc/nftables.conf"), out var text))
        {
            Write("etc/nftables.conf", Regex.Replace(text, "(?m)^(include|insert) .*\n", "", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking));
            Run(network, [$"nft -f {At("etc/nftables.conf")}"]);
        }
        else if (files.Values.Any(unit => unit.Contains("nft insert rule", StringComparison.Ordinal)))
        {
            network.Nft("flush chain inet filter output\n");
        }
    }

    // Without points in time.
    private static string State(NetworkNamespace network)
        => Regex.Replace(
            NetworkState.Of(network).ToString(),
            " expires [0-9a-z]+|[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}:[0-9]{2}",
            "TIME",
            RegexOptions.NonBacktracking);

    // Without the user's own empty table and chains, and what the tools create when they list.
    private static string OwnedBy(NetworkNamespace network)
        => string.Join('\n', NetworkState.Of(network).ToString().Split('\n').Where(line => line.Contains("datadog", StringComparison.OrdinalIgnoreCase)
            || line.Contains("a-b", StringComparison.OrdinalIgnoreCase) || line.Contains("192.0.2", StringComparison.Ordinal)));

    private void Run(NetworkNamespace network, IEnumerable<string> commands)
    {
        foreach (var command in commands)
        {
            var result = network.Run("env", [.. Environment(), "sh", "-c", command]);
            Assert.That(result.ExitCode, Is.Zero, $"{command}\n{result.Output}\n{result.Error}");
        }
    }

    private string[] Environment()
        =>
        [
            $"PATH={At("bin")}:{Tool.SearchPath}", $"FWRULES_DOCUMENT={At("document.json")}",
            $"FWRULES_DLL={Path.Combine(AppContext.BaseDirectory, "fwrules.dll")}",
        ];

    // The files and the blocks of commands of the instructions, with a folder of the test in place of /etc.
    private (IReadOnlyDictionary<string, string> Files, IReadOnlyList<List<string>> Commands) Instructions(string line)
    {
        var result = Shell.Run("env", [.. Environment(), "fwrules", "generate", .. line.Split(' '), "--explain-install"]);
        Assert.That(result.ExitCode, Is.Zero, result.Error);
        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        var commands = new List<List<string>>();
        string? file = null;
        var block = new StringBuilder();
        foreach (var text in result.Output.Replace("/etc/", At("etc/"), StringComparison.Ordinal).Split('\n').Append("end"))
        {
            if (text.Length == 0 || text.StartsWith("    ", StringComparison.Ordinal))
            {
                block.Append(text.Length == 0 ? "" : text[4..]).Append('\n');
                continue;
            }

            if (block.ToString().Trim('\n') is { Length: > 0 } content)
            {
                if (file is null)
                {
                    commands.Add([.. content.Split('\n')]);
                }
                else
                {
                    files.Add(file, content + "\n");
                    Write(Path.GetRelativePath(_folder, file), content + "\n");
                }
            }

            block.Clear();
            file = text.StartsWith("   /", StringComparison.Ordinal) && !text.Trim().Contains(' ') ? text.Trim().TrimEnd(':') : null;
        }

        return (files, commands);
    }

    private string At(string name) => Path.Combine(_folder, name);

    private void Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(name))!);
        File.WriteAllText(At(name), text);
    }
}
