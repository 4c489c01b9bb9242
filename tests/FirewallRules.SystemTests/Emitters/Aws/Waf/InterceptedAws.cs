namespace FirewallRules.SystemTests;

/// <summary>An aws command that runs lines of shell before or after chosen calls of the real one.</summary>
internal sealed class InterceptedAws
{
    private readonly string _folder = Scratch.NewFolder();
    private readonly MotoServer _server;

    /// <param name="server">The server.</param>
    /// <param name="verb">The verb whose calls are intercepted, such as <c>update-ip-set</c>.</param>
    /// <param name="before">Lines before the call; <c>aws_</c> is the real command, and <c>$calls</c> the number of intercepted calls.</param>
    /// <param name="after">Lines after the call.</param>
    public InterceptedAws(MotoServer server, string verb, string before, string after = ":")
    {
        _server = server;
        Scratch.WriteExecutable(Path.Combine(_folder, "aws"), $$"""
            #!/bin/sh
            aws_() { "{{AwsCommand.Path}}" wafv2 "$@"; }
            [ "$2" = {{verb}} ] || exec "{{AwsCommand.Path}}" "$@"
            echo x >>"{{_folder}}/calls"
            calls=$(wc -l <"{{_folder}}/calls")
            {
            {{before}}
            } >/dev/null
            "{{AwsCommand.Path}}" "$@"
            status=$?
            {
            {{after}}
            } >/dev/null
            exit $status

            """);
    }

    /// <summary>How many calls were intercepted.</summary>
    public int Calls => File.Exists(Path.Combine(_folder, "calls")) ? File.ReadAllLines(Path.Combine(_folder, "calls")).Length : 0;

    public CommandResult Run(string script, params string[] arguments)
    {
        var environment = new Dictionary<string, string>(_server.Environment, StringComparer.Ordinal) { ["PATH"] = $"{_folder}:{Tool.SearchPath}" };
        return Shell.Run("sh", [Scratch.Write(script), .. arguments], environment: environment);
    }
}
