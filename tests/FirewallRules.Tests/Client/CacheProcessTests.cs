using System.Diagnostics;
using System.Globalization;
using FirewallRules.Client;
using FirewallRules.Tests.Cli;

namespace FirewallRules.Tests.Client;

/// <summary>Behaviour with several processes.</summary>
public sealed class CacheProcessTests
{
    private const int Kills = 200;
    private const int AtOnce = 4;

    // More than a writer comes to before it is killed, and an end if nobody does that.
    private const int Rounds = 20_000;

    [Test]
    [Long]
    public async Task A_killed_writer_leaves_a_complete_document()
    {
        using var folder = new TemporaryFolder();
        var random = Seed.NewRandom();
        var (seen, left) = (0L, 0);
        for (var killed = 0; killed < Kills; killed += AtOnce)
        {
            var writers = Enumerable.Range(0, AtOnce).Select(_ => Start(folder.Root, Rounds)).ToList();
            foreach (var writer in writers)
            {
                using (writer)
                {
                    await WaitUntilReadyAsync(writer);
                    await Task.Delay(random.Next(20));
                    writer.Kill();
                    await writer.WaitForExitAsync();
                    Assert.That(writer.StandardOutput.ReadToEnd(), Is.Empty);
                }
            }

            left += folder.Names.Count(name => name.EndsWith(".tmp", StringComparison.Ordinal));
            seen = await ReadAsync(folder, atLeast: seen);
        }

        TestContext.Out.WriteLine($"{Kills} kills, {seen} versions; temporary files were there {left} times.");
        Assert.That(seen, Is.Positive);
    }

    [Test]
    public async Task Two_processes_take_turns()
    {
        using var folder = new TemporaryFolder();
        using var one = Start(folder.Root, 150);
        using var two = Start(folder.Root, 150);

        foreach (var process in new[] { one, two })
        {
            Assert.That(await process.StandardOutput.ReadToEndAsync(), Is.EqualTo("ready\n"));
            await process.WaitForExitAsync();
            Assert.That(process.ExitCode, Is.Zero);
        }

        Assert.That(await ReadAsync(folder, atLeast: 0), Is.InRange(100, 200));
        Assert.That(folder.Names, Is.EqualTo(new[] { "us1.ipranges", "us1.ipranges.lock" }));
    }

    private static async Task<long> ReadAsync(TemporaryFolder folder, long atLeast)
    {
        var log = new LogList();
        var entry = await new IpRangesCache(folder.Root, log).EntryAsync(Site.Us1);
        Assert.That(log.Warnings, Is.Empty);
        Assert.That(entry is null || CacheWriter.IsWhole(entry), "The document is none that was written.");
        Assert.That(entry?.Version ?? 0, Is.GreaterThanOrEqualTo(atLeast));
        return entry?.Version ?? 0;
    }

    // A suite that was published with its runtime starts itself again: another runtime need not be installed.
    private static Process Start(string folder, int rounds)
    {
        var assembly = typeof(CacheWriter).Assembly;
        var runsItself = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == assembly.GetName().Name;
        return Process.Start(new ProcessStartInfo(
            runsItself ? Environment.ProcessPath! : "dotnet",
            [.. runsItself ? Array.Empty<string>() : [assembly.Location], CacheWriter.Verb, folder, rounds.ToString(CultureInfo.InvariantCulture)])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        })!;
    }

    private static async Task WaitUntilReadyAsync(Process writer)
        => Assert.That(await writer.StandardOutput.ReadLineAsync(), Is.EqualTo("ready"));
}
