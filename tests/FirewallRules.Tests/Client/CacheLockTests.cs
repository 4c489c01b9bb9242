using System.Diagnostics;
using FirewallRules.Client;
using FirewallRules.Tests.Cli;

namespace FirewallRules.Tests.Client;

/// <summary>A lock that child processes inherit, and one that they do not.</summary>
[Platform("Linux")]
[NonParallelizable]
public sealed class CacheLockTests
{
    [Test]
    public async Task A_child_process_inherits_a_lock_only_if_it_should([Values] bool inherit)
    {
        using var folder = new TemporaryFolder();
        var path = folder["some.lock"];
        using var held = await CacheLock.TakeAsync(path, TimeSpan.FromSeconds(30), CancellationToken.None);
        if (inherit)
        {
            held!.LetChildrenInherit();
            held.LetChildrenInherit();
        }

        using var child = Process.Start("sleep", ["120"]);
        try
        {
            Assert.That(OpenFiles(child.Id).Count(file => file == path), Is.EqualTo(inherit ? 1 : 0));
        }
        finally
        {
            child.Kill();
        }
    }

    [Test]
    public async Task A_released_lock_is_free_although_a_child_process_still_has_the_file()
    {
        using var folder = new TemporaryFolder();
        var path = folder["some.lock"];
        Process child;
        using (var held = await CacheLock.TakeAsync(path, TimeSpan.FromSeconds(30), CancellationToken.None))
        {
            held!.LetChildrenInherit();
            child = Process.Start("sleep", ["120"]);
        }

        using (child)
        {
            try
            {
                Assert.That(OpenFiles(child.Id), Has.Member(path));
                using var again = await CacheLock.TakeAsync(path, TimeSpan.FromSeconds(30), CancellationToken.None);
                Assert.That(again, Is.Not.Null);
            }
            finally
            {
                child.Kill();
            }
        }
    }

    [Test]
    public async Task A_released_lock_is_not_inherited_any_more()
    {
        using var folder = new TemporaryFolder();
        var path = folder["some.lock"];
        using (var held = await CacheLock.TakeAsync(path, TimeSpan.FromSeconds(30), CancellationToken.None))
        {
            held!.LetChildrenInherit();
        }

        using var child = Process.Start("sleep", ["120"]);
        try
        {
            Assert.That(OpenFiles(child.Id), Has.No.Member(path));
        }
        finally
        {
            child.Kill();
        }
    }

    private static List<string?> OpenFiles(int process)
        => [.. new DirectoryInfo($"/proc/{process}/fd").EnumerateFiles().Select(file => file.LinkTarget)];
}
