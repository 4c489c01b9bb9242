using System.Text;
using FirewallRules.Tests.Client;
using FirewallRules.Tests.Packaging;

namespace FirewallRules.Tests.Cli;

/// <summary>A private mirror: headers with credentials, redirects and time limits, with every verb that fetches.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class MirrorTests : IDisposable
{
    private const string Secret = "s3cret-t0ken";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestCase("fetch --mirror {0}")]
    [TestCase("fetch --section logs --mirror {0}")]
    [TestCase("generate logs --format lines --fetch --mirror {0}")]
    [TestCase("generate logs --format lines --document {0}")]
    [TestCase("sections --fetch --mirror {0}")]
    [TestCase("sections --document {0}")]
    [TestCase("diff {0} {0}")]
    [TestCase("update {0} {0} logs --format lines")]
    [TestCase("watch --once --exec true --mirror {0}")]
    public async Task Headers_from_a_file_and_a_variable_are_sent_and_never_shown(string command)
    {
        await using var server = await LoopbackServer.StartAsync(false, Answers.Document());
        var file = Private("headers", $"# for the mirror\r\n\nAuthorization: Bearer {Secret}\r\n  # more\nX-Team:\tnetwork \n");

        var run = await RunAsync(
            [.. Words(command, server), "--header-file", file, "--header-env", "MIRROR", "--timeout", "30s", "--allow-redirect", "cdn.example",
                "--log-level", "debug"],
            name => name == "MIRROR" ? $"X-Key: {Secret}" : null);

        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(run.Output + run.Error, Does.Not.Contain(Secret));
        Assert.That(server.Requests, Is.Not.Empty);
        foreach (var request in server.Requests)
        {
            Assert.That(
                (request.Header("Authorization"), request.Header("X-Team"), request.Header("X-Key")),
                Is.EqualTo(($"Bearer {Secret}", "network", Secret)));
        }
    }

    [Test]
    public async Task Headers_are_not_sent_to_another_host_or_port()
    {
        await using var other = await LoopbackServer.StartAsync(false, Answers.Document());
        await using var mirror = await LoopbackServer.StartAsync(
            false,
            Answers.Redirect("/moved"),
            context => Answers.Redirect($"http://localhost:{context.Request.Host.Port}/elsewhere")(context),
            Answers.Redirect(other.Address.AbsoluteUri));
        var file = Private("headers", $"Authorization: Bearer {Secret}");
        string[] command = [.. Words("fetch --mirror {0}", mirror), "--header-file", file];

        var run = await RunAsync([.. command, "--allow-redirect", "localhost"]);

        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(
            mirror.Requests.Select(request => (request.Target, request.Header("Authorization"))),
            Is.EqualTo(new[] { ("/", $"Bearer {Secret}"), ("/moved", $"Bearer {Secret}"), ("/elsewhere", null) }));
        Assert.That(other.Requests.Single().Header("Authorization"), Is.Null);
    }

    [Test]
    public async Task A_redirect_to_another_host_names_the_option_that_allows_it()
    {
        await using var server = await LoopbackServer.StartAsync(false, Answers.Redirect("https://cdn.example/us1.json"));

        var run = await RunAsync(Words("fetch --mirror {0}", server));

        Assert.That(run.Refused(3), Does.EndWith(
            "the server redirected to another host, https://cdn.example/us1.json. If that host is trusted, add --allow-redirect cdn.example."));
    }

    [TestCase(401)]
    [TestCase(403)]
    public async Task A_mirror_that_wants_credentials_is_told_apart(int status)
    {
        await using var server = await LoopbackServer.StartAsync(false, Answers.Status(status));

        var run = await RunAsync(
            [.. Words("fetch --mirror {0}", server), "--header-env", "MIRROR", "--log-level", "debug"], _ => $"Authorization: Basic {Secret}");

        Assert.That(run.Refused(3), Does.Contain($"status {status}").And.EndsWith("or give those of a mirror with --header-file."));
        Assert.That(run.Error, Does.Not.Contain(Secret));
    }

    [TestCase("X-A: a\nX-Bé: b", "line 2 of '{0}' has a name that is empty or has characters that no name has")]
    [TestCase("{1}", "line 1 of '{0}' is not 'Name: value'")]
    [TestCase("Bearer {1}: x", "line 1 of '{0}' has a name that is empty or has characters that no name has, such as blanks")]
    [TestCase(": {1}", "has a name that is empty")]
    [TestCase("Host: {1}", "has the header Host, which fwrules or the connection sets itself")]
    [TestCase("content-length: 5", "has the header content-length")]
    [TestCase("Transfer-Encoding: chunked", "has the header Transfer-Encoding")]
    [TestCase("Proxy-Authorization: {1}", "has the header Proxy-Authorization")]
    [TestCase("if-none-match: \"a\"", "has the header if-none-match")]
    [TestCase("X-A:", "has no value for X-A")]
    [TestCase("X-A: {1}\u0007", "has control characters or letters beyond ASCII in the value of X-A")]
    [TestCase("X-A: {1}\rX-B: c", "has control characters")]
    [TestCase("X-A: {1}é", "has control characters or letters beyond ASCII in the value of X-A")]
    [TestCase("X-A: {1}\nx-a: b", "line 2 of '{0}' has a second header x-a")]
    [TestCase("# {1}\n\n", "'{0}' has no header")]
    [TestCase("", "'{0}' has no header")]
    public async Task What_is_no_header_is_refused_without_repeating_it(string text, string sentence)
    {
        var file = Private("headers", text.Replace("{1}", Secret, StringComparison.Ordinal));

        var run = await RunAsync(["fetch", "--mirror", "https://mirror.example/", "--header-file", file]);

        Assert.That(run.Refused(3), Does.StartWith("fwrules: --header-file: ").And.Contain(sentence.Replace("{0}", file, StringComparison.Ordinal)));
        Assert.That(run.Error, Does.Not.Contain(Secret));
    }

    [Test]
    public async Task A_variable_is_checked_like_a_line()
    {
        string[] command = ["fetch", "--mirror", "https://mirror.example/", "--header-env", "MIRROR"];

        var missing = await RunAsync(command);
        var two = await RunAsync(command, _ => $"X-A: {Secret}\nX-B: {Secret}");
        var bare = await RunAsync(command, _ => Secret);

        Assert.That(missing.Refused(2), Does.Contain("the variable 'MIRROR' is not set or empty"));
        Assert.That(two.Refused(3), Does.Contain("--header-env: the variable 'MIRROR' has control characters"));
        Assert.That(bare.Refused(3), Does.Contain("is not 'Name: value'"));
        Assert.That(two.Error + bare.Error, Does.Not.Contain(Secret));
    }

    [Test]
    public async Task A_file_of_headers_has_limits()
    {
        string[] command = ["fetch", "--mirror", "https://mirror.example/", "--header-file"];
        var many = Private("many", string.Concat(Enumerable.Range(0, 33).Select(i => $"X-{i}: a\n")));
        var large = Private("large", new string('#', 64 * 1024 + 1));
        var wide = Private("wide", $"X-A: {new string('a', 8193)}");

        Assert.That((await RunAsync([.. command, many])).Refused(3), Does.Contain("one header too many: there can be 32"));
        Assert.That((await RunAsync([.. command, large])).Refused(3), Does.Contain("is larger than 64 KiB"));
        Assert.That((await RunAsync([.. command, wide])).Refused(3), Does.Contain("has more than 8192 characters"));
        Assert.That((await RunAsync([.. command, _folder["none"]])).Refused(3), Does.Contain($"--header-file: '{_folder["none"]}' not found."));
        Assert.That((await RunAsync([.. command, _folder.Root])).Refused(3), Does.Contain("is a folder, not a file"));
        Assert.That((await RunAsync([.. command, "-"])).Refused(2), Does.Contain("standard input is not read"));
    }

    [Test]
    [Platform("Linux,MacOSX")]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public async Task A_file_that_everybody_can_read_is_warned_of()
    {
        await using var server = await LoopbackServer.StartAsync(false, Answers.Document());
        var file = Private("headers", $"Authorization: Bearer {Secret}");
        string[] command = [.. Words("fetch --mirror {0}", server), "--header-file", file, "--quiet"];

        var closed = await RunAsync(command);
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.OtherRead);
        var open = await RunAsync(command);

        Assert.That(closed.Error, Is.Empty);
        Assert.That(open.Error, Is.EqualTo($"fwrules: --header-file: every user of this machine can read '{file}'; 'chmod o-r' prevents that\n"));
    }

    [Test]
    [Platform("Linux,MacOSX")]
    public async Task A_file_of_headers_can_be_a_pipe()
    {
        await using var server = await LoopbackServer.StartAsync(false, Answers.Document());
        DotNet.MustRun("/", "mkfifo", "-m", "600", _folder["pipe"]);
        var write = Task.Run(() => File.WriteAllText(_folder["pipe"], $"Authorization: Bearer {Secret}\n"));

        var run = await RunAsync([.. Words("fetch --mirror {0}", server), "--header-file", _folder["pipe"]]);
        await write;

        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(server.Requests.Single().Header("Authorization"), Is.EqualTo($"Bearer {Secret}"));
    }

    [TestCase("fetch --header-file {0}", "--header-file requires --mirror or an https address as the document")]
    [TestCase("fetch --header-env A", "--header-env requires --mirror")]
    [TestCase("watch --exec true --header-file {0}", "--header-file requires --mirror")]
    [TestCase("generate logs --format lines --fetch --header-file {0}", "--header-file requires --mirror")]
    [TestCase("generate logs --format lines --header-file {0}", "--header-file requires --fetch, or an https address with --document")]
    [TestCase("generate logs --format lines --offline --allow-redirect a", "--allow-redirect requires --fetch, or an https address with --document")]
    [TestCase("sections --timeout 5s", "--timeout requires --fetch, or an https address with --document")]
    [TestCase("diff embedded cache --timeout 5s", "--timeout requires an https address as one of the documents")]
    [TestCase("update embedded cache logs --format lines --header-env A", "--header-env requires an https address")]
    [TestCase("diff https://one.example/ https://two.example/ --header-file {0}", "--header-file does not apply to documents on two servers")]
    [TestCase("diff https://one.example/ https://one.example:444/ --header-file {0}", "--header-file does not apply to documents on two servers")]
    [TestCase("fetch --allow-redirect https://cdn.example", "--allow-redirect: 'https://cdn.example' is not the name or address of a host")]
    [TestCase("fetch --allow-redirect *.example", "is not the name or address of a host")]
    [TestCase("fetch --allow-redirect cdn.example:443", "is not the name or address of a host")]
    public async Task Options_that_would_have_no_effect_are_refused(string command, string sentence)
    {
        var file = Private("headers", "X-A: a");

        var run = await RunAsync(command.Replace("{0}", file, StringComparison.Ordinal).Split(' '), _ => "X-B: b");

        Assert.That(run.Refused(2), Does.Contain(sentence));
    }

    [TestCase("generate logs --format lines --document {0}")]
    [TestCase("sections --document {0}")]
    [TestCase("diff {0} {0}")]
    [TestCase("update {0} {0} logs --format lines")]
    [TestCase("fetch --mirror {0}")]
    [TestCase("watch --once --exec true --mirror {0}")]
    public async Task A_time_limit_applies_to_every_address(string command)
    {
        await using var server = await LoopbackServer.StartAsync(false, context => Task.Delay(Timeout.Infinite, context.RequestAborted));
        var start = TimeProvider.System.GetTimestamp();

        var run = await RunAsync([.. Words(command, server), "--timeout", "1s"]);

        Assert.That(run.Refused(3), Does.Contain("no complete answer arrived within 1 s"));
        Assert.That(TimeProvider.System.GetElapsedTime(start), Is.LessThan(TimeSpan.FromSeconds(50)), "The default limit is 60 seconds.");
    }

    private string[] Words(string command, LoopbackServer server)
    {
        var words = command.Replace("{0}", server.Address.AbsoluteUri, StringComparison.Ordinal).Split(' ').ToList();
        words.AddRange(["--site", "eu1"]);
        if (command.Contains("--mirror", StringComparison.Ordinal) && !command.Contains("--section ", StringComparison.Ordinal))
        {
            words.AddRange(["--cache", _folder["cache"]]);
        }

        return [.. words];
    }

    private string Private(string name, string text)
    {
        File.WriteAllText(_folder[name], text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_folder[name], UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        return _folder[name];
    }

    private static Task<CliRun> RunAsync(string[] args, Func<string, string?>? variable = null)
        => Task.Run(() => CliRun.Of(args, [], variable ?? (_ => null)));
}
