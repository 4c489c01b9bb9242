using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace FirewallRules.SystemTests;

[TestFixture]
[Kernel]
[NonParallelizable]
public sealed class NetworkNamespaceTests
{
    // The collector and the compiler of the runtime may be born of any thread, and stay for half a minute. They run none of our code.
    private static readonly string[] s_withoutOurCode = [".NET BGC", ".NET Tiered Com"];

    [Test]
    public void It_is_gone_after_dispose()
    {
        string name;
        using (var network = new NetworkNamespace())
        {
            name = network.Name;
            Assert.That(StaleNamespaces.Names(), Does.Contain(name));
        }

        Assert.That(StaleNamespaces.Names(), Does.Not.Contain(name));
    }

    [Test]
    public void Deleting_a_wire_deletes_both_ends()
    {
        string[] names;
        using (var wire = new Wire())
        {
            names = [wire.Host.Name, wire.World.Name];
        }

        Assert.That(StaleNamespaces.Names().Intersect(names, StringComparer.Ordinal), Is.Empty);
    }

    [Test]
    public void Namespaces_of_killed_processes_are_removed_and_those_of_running_ones_kept()
    {
        using var living = new NetworkNamespace();

        // Above the largest process number that Linux gives out (2^22).
        var stale = string.Create(CultureInfo.InvariantCulture, $"{StaleNamespaces.Prefix}{(1 << 22) + Environment.ProcessId}-1");
        Shell.Run("ip", ["netns", "add", stale]).MustSucceed();

        StaleNamespaces.Remove();

        Assert.That(StaleNamespaces.Names(), Does.Contain(living.Name).And.Not.Contain(stale));
    }

    [Test]
    public void A_socket_created_inside_belongs_to_it()
    {
        using var network = new NetworkNamespace();
        using var inside = network.Inside(() => new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp));
        inside.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        inside.Listen();
        using var outside = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

        Assert.That(() => outside.Connect(inside.LocalEndPoint!), Throws.InstanceOf<SocketException>());
    }

    [Test]
    public void No_runtime_thread_stays_inside_the_namespace()
    {
        using (var wire = new Wire())
        using (Listeners.Open(wire.World, 443))
        using (Listeners.OpenUdp(wire.World, 443))
        {
            var first = Address.Of("203.0.112.0");
            var targets = Enumerable.Range(0, 200).Select(index => new Target(Address.Offset(first, index), 443)).ToArray();
            _ = Probe.Connect(wire.Host, targets);
            _ = Probe.Echo(wire.Host, targets);
        }

        // A worker without work leaves after 20 seconds.
        Assert.That(ThreadsElsewhere, Is.Empty.After(30_000, 50));
    }

    [Test]
    public void What_fails_inside_fails_outside()
    {
        using var network = new NetworkNamespace();

        Assert.That(() => network.Inside<int>(() => throw new InvalidOperationException("inside")), Throws.InvalidOperationException);
    }

    private static string[] ThreadsElsewhere()
    {
        var home = new FileInfo("/proc/self/ns/net").LinkTarget;
        return
        [
            .. Directory.EnumerateDirectories("/proc/self/task")
                .Where(thread => new FileInfo(thread + "/ns/net").LinkTarget is { } network && network != home)
                .Select(NameOf)
                .Where(name => name.Length > 0 && !s_withoutOurCode.Contains(name, StringComparer.Ordinal)),
        ];
    }

    // Empty if the thread has ended meanwhile.
    private static string NameOf(string thread)
    {
        try
        {
            return File.ReadAllText(thread + "/comm").TrimEnd();
        }
        catch (IOException)
        {
            return "";
        }
    }
}
