using FirewallRules.Client;

namespace FirewallRules.Tests.Client;

/// <summary>The work of a process that is killed or that competes with another: writes ever newer documents and reads the current one.</summary>
internal static class CacheWriter
{
    public const string Verb = "write-cache";

    public static int Run(string folder, int rounds) => RunAsync(folder, rounds).GetAwaiter().GetResult();

    private static async Task<int> RunAsync(string folder, int rounds)
    {
        var log = new LogList();
        var cache = new IpRangesCache(folder, log);
        var last = (await cache.EntryAsync(Site.Us1))?.Version ?? 0;
        Console.Write("ready\n");
        for (var round = 0; round < rounds; round++)
        {
            // Two competitors often try the same version or an older one.
            var version = last + 1 - (round % 3 == 0 ? 1 : 0);
            var written = await cache.WriteAsync(CacheEntries.Of(version, padding: Padding(version)));
            var read = await cache.EntryAsync(Site.Us1);
            if (log.Warnings.Any() || read is null || read.Version < written.Version || written.Version < last || !IsWhole(read))
            {
                Console.Write($"wrote {version}, got {written.Version}, read {read?.Version} after {last}: {string.Join("; ", log.Warnings)}\n");
                return 1;
            }

            last = read.Version!.Value;
        }

        return 0;
    }

    /// <summary>Whether the document is exactly the one of its version.</summary>
    public static bool IsWhole(CachedIpRanges entry)
        => entry.Body.Span.SequenceEqual(CacheEntries.Of(entry.Version, padding: Padding(entry.Version!.Value)).Body.Span);

    private static int Padding(long version) => (int)(version * 7919 % 200_000);
}
