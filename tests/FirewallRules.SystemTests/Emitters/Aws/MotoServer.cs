using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace FirewallRules.SystemTests;

/// <summary>A server with the AWS API on its own port, and the aws command that calls it.</summary>
internal sealed class MotoServer : IDisposable
{
    private static readonly TimeSpan s_startTimeout = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_scriptTimeout = TimeSpan.FromMinutes(30);

    // In several threads it changes shared tables without a lock, so that it sometimes fails when calls come side by side.
    private const string OneAtATime = """
        import sys, moto.server
        serve = moto.server.run_simple
        moto.server.run_simple = lambda *arguments, **options: serve(*arguments, **{**options, "threaded": False})
        moto.server.main(sys.argv[1:])
        """;

    private readonly Process _process;

    private MotoServer(Process process, int port)
    {
        _process = process;
        Url = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}");
        Environment = new Dictionary<string, string>(AwsCommand.Environment, StringComparer.Ordinal)
        {
            ["AWS_ENDPOINT_URL"] = Url,
            ["AWS_ACCESS_KEY_ID"] = "testing",
            ["AWS_SECRET_ACCESS_KEY"] = "testing",
        };
    }

    public string Url { get; }

    public IReadOnlyDictionary<string, string> Environment { get; }

    public static MotoServer Start()
    {
        var port = FreePort();
        var start = new ProcessStartInfo("python3", ["-c", OneAtATime, "-H", "127.0.0.1", "-p", port.ToString(CultureInfo.InvariantCulture)])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var process = Process.Start(start)!;

        // Its output is read, so that it never blocks on a full pipe.
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var clock = Stopwatch.StartNew();
        while (!Answers(port))
        {
            if (process.HasExited || clock.Elapsed > s_startTimeout)
            {
                process.Kill(entireProcessTree: true);
                throw new AssertionException("moto_server did not start");
            }

            Thread.Sleep(100);
        }

        return new MotoServer(process, port);
    }

    /// <summary>Runs the aws command.</summary>
    public JsonNode? Aws(params string[] arguments)
    {
        var output = Shell.Run(AwsCommand.Path, [.. arguments, "--output", "json"], environment: Environment).MustSucceed().Output;
        return output.Trim().Length == 0 ? null : JsonNode.Parse(output);
    }

    /// <summary>Makes a group, which allows all egress as every new one does.</summary>
    public string NewGroup()
        => (string)Aws("ec2", "create-security-group", "--group-name", Guid.NewGuid().ToString("N"), "--description", "test")!["GroupId"]!;

    public CommandResult RunScript(string script, params string[] arguments)
        => Shell.Run("sh", [Scratch.Write(script), .. arguments], environment: WithAssociations(), timeout: s_scriptTimeout);

    // This server does not know which groups use a list, so that the answer is put together from their rules.
    private Dictionary<string, string> WithAssociations()
    {
        var folder = Scratch.NewFolder();
        Scratch.WriteExecutable(Path.Combine(folder, "aws"), $$"""
            #!/bin/sh
            [ "$2" = get-managed-prefix-list-associations ] || exec "{{AwsCommand.Path}}" "$@"
            exec "{{AwsCommand.Path}}" ec2 describe-security-group-rules --query "SecurityGroupRules[?PrefixListId=='$4'].GroupId" --output text

            """);
        return new(Environment, StringComparer.Ordinal) { ["PATH"] = $"{folder}:{Tool.SearchPath}" };
    }

    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static bool Answers(int port)
    {
        try
        {
            using var client = new TcpClient();
            client.Connect(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
