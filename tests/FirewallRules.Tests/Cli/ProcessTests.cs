using System.Diagnostics;
using System.Globalization;
using System.Net;
using FirewallRules.Cli;
using FirewallRules.Tests.Packaging;

namespace FirewallRules.Tests.Cli;

/// <summary>What only a separate process shows: signals, devices, exit codes.</summary>
[Platform("Linux")]
public class ProcessTests
{
    private static readonly string Program = typeof(FwrulesApp).Assembly.Location;

    [Test]
    public void An_interruption_ends_with_130_and_a_sentence([Values("INT", "TERM", "HUP")] string signal,
        [Values("", "--skip-invalid")] string option)
    {
        // A run in the background ignores some signals, and its children inherit that.
        using var process = Process.Start(new ProcessStartInfo("env",
            ["--default-signal=INT,HUP", "dotnet", Program, "aggregate", .. option.Length > 0 ? [option] : Array.Empty<string>()])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;

        // The command waits for more of its input, and signals may take longer to be watched for than that.
        process.StandardInput.WriteLine("10.0.0.0/8");
        process.StandardInput.Flush();
        Assert.That(() => WatchesSignals(process), Is.True.After(30_000, 10), "It watches for no signals.");
        DotNet.MustRun("/", "kill", $"-{signal}", process.Id.ToString(CultureInfo.InvariantCulture));

        Assert.That(process.WaitForExit(TimeSpan.FromSeconds(30)), "The process goes on.");
        Assert.That((process.ExitCode, process.StandardError.ReadToEnd(), process.StandardOutput.ReadToEnd()),
            Is.EqualTo((130, "fwrules: interrupted\n", "")));
    }

    [Test]
    public void An_interruption_that_cannot_be_reported_ends_with_130()
    {
        using var process = Process.Start(new ProcessStartInfo("sh",
            ["-c", $"exec env --default-signal=HUP dotnet '{Program}' aggregate 2>/dev/full"])
        {
            UseShellExecute = false,
            RedirectStandardInput = true
        })!;

        Assert.That(() => WatchesSignals(process), Is.True.After(30_000, 10), "It watches for no signals.");
        DotNet.MustRun("/", "kill", "-TERM", process.Id.ToString(CultureInfo.InvariantCulture));

        Assert.That(process.WaitForExit(TimeSpan.FromSeconds(30)), "The process goes on.");
        Assert.That(process.ExitCode, Is.EqualTo(130));
    }

    [Test]
    public void A_full_device_is_an_input_or_output_failure()
    {
        var (exitCode, _, error) = DotNet.Run("/", "sh", "-c", $"dotnet '{Program}' generate logs --format nftables >/dev/full");

        Assert.That(exitCode, Is.EqualTo(3));
        Assert.That(error, Does.EndWith("fwrules: standard output cannot be written: no space is left on the device.\n"));
    }

    [TestCase("aggregate nofile 2>/dev/full", 3, "")]
    [TestCase("aggregate nofile 2>&-", 3, "")]
    [TestCase("generate logs --format nftables --output /dev/null 2>/dev/full", 0, "")]
    [TestCase("generate logs --format nftables --output /dev/null 2>&-", 0, "")]
    [TestCase("generate logz --format nftables 2>/dev/full", 2, "")]
    [TestCase("generate logz --format nftables 2>&-", 2, "")]
    [TestCase("aggregate <&-", 3, "fwrules: standard input cannot be read: it is closed.\n")]
    [TestCase("aggregate - --skip-invalid <&-", 3, "fwrules: standard input cannot be read: it is closed.\n")]
    [TestCase("generate logs --format nftables --site us1 --document - <&-", 3, "fwrules: standard input cannot be read: it is closed.\n")]
    [TestCase("aggregate /dev/null >/dev/full", 0, "")]
    [TestCase("sites >/dev/full", 3, "fwrules: standard output cannot be written: no space is left on the device.\n")]
    [TestCase("sites >&-", 3, "fwrules: standard output cannot be written: it is closed.\n")]
    [TestCase("--help >&-", 3, "fwrules: standard output cannot be written: it is closed.\n")]
    [TestCase("aggregate /etc/hostname <&- >&- 2>&-", 3, "")]
    public void A_closed_or_full_standard_stream_leads_to_an_exit_code(string line, int exitCode, string error)
    {
        var run = DotNet.Run("/", "timeout", "--signal=KILL", "30", "sh", "-c", $"exec dotnet '{Program}' {line}");

        Assert.That((run.ExitCode, run.Error), Is.EqualTo((exitCode, error)));
    }

    [Test]
    public void A_closed_reader_is_not_a_failure()
    {
        var (exitCode, output, error) = DotNet.Run("/", "sh", "-c", $"dotnet '{Program}' generate logs --format nftables 2>/dev/null | head -n 1");

        Assert.That((exitCode, output, error), Is.EqualTo((0, "#!/usr/sbin/nft -f\n", "")));
    }

    [Test]
    public void A_read_only_folder_is_refused()
    {
        // A folder that even root cannot write to.
        var (exitCode, _, error) = DotNet.Run("/", "dotnet", Program, "generate", "logs", "--format", "nftables", "--output", "/proc/rules.nft");

        Assert.That(exitCode, Is.EqualTo(3));
        Assert.That(error, Does.Contain("'/proc/rules.nft' cannot be written"));
    }

    // Lines are read and written several characters at a time where the processor can, and by plain code where it cannot.
    [TestCase("DOTNET_EnableHWIntrinsic")]
    [TestCase("DOTNET_EnableSSE42")]
    public void A_processor_without_vectors_merges_to_the_same_result(string withheld)
    {
        var random = Seed.NewRandom();
        var bytes = new byte[16];
        var lines = Enumerable.Range(0, 20_000).Select(i =>
        {
            random.NextBytes(bytes);
            var length = random.Next(20, 65);
            return (i % 3) switch
            {
                0 => new IPAddress(bytes.AsSpan(0, 4)).ToString(),
                1 => new IPAddress(bytes).ToString(),
                _ => Cidr.Parse($"{new IPAddress(bytes)}/{length}", CidrStyles.MaskHostBits).ToString(),
            };
        });
        using var folder = new TemporaryFolder();
        var file = folder.Write("list", string.Join('\n', lines));

        var (exitCode, output, _) = DotNet.Run("/", "env", $"{withheld}=0", "dotnet", Program, "aggregate", file);

        Assert.That(exitCode, Is.Zero);
        Assert.That(output, Is.EqualTo(CliRun.Of(["aggregate", file], []).Output));
    }

    // By the kernel's mask of handlers: the last one to be set is that of SIGHUP, the lowest bit.
    private static bool WatchesSignals(Process process)
    {
        var status = File.ReadLines($"/proc/{process.Id}/status").First(line => line.StartsWith("SigCgt:", StringComparison.Ordinal));
        return (ulong.Parse(status[7..].Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture) & 1) != 0;
    }
}
