using System.Globalization;
using System.Text;

namespace FirewallRules.Cli.Applying;

/// <summary>From where a command is run: what tells one login from another.</summary>
/// <param name="Session">The session of the process, as the kernel numbers it; 0 if its first process is not visible here.</param>
/// <param name="Terminal">The number of its terminal; 0 for none.</param>
/// <param name="Connection">The addresses and ports of the SSH connection, as the server writes them; empty for none. Untrusted text.</param>
internal sealed record Login(int Session, int Terminal, string Connection)
{
    // Of no process.
    private static readonly Login None = new(0, 0, "");

    /// <summary>The SSH connection, if there is one.</summary>
    public SshSession? Ssh => SshSession.Of(Connection);

    /// <summary>The login of this process.</summary>
    /// <param name="variable">Reads a variable of the environment.</param>
    public static Login Current(Func<string, string?> variable)
    {
        var (session, terminal) = LinuxProcess.LoginOf(Environment.ProcessId);
        return new Login(session, terminal, ConnectionOf(variable));
    }

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    public static Login Parse(string? line)
        => line?.Split('\t') is [var session, var terminal, .. var connection]
            && int.TryParse(session, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            && int.TryParse(terminal, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var device)
            ? new Login(id, device, string.Concat(connection))
            : None;

    /// <summary>Why a command from this login proves nothing about new logins; <see langword="null"/> where it comes from another one.</summary>
    /// <param name="other">The other login.</param>
    public string? WhySame(Login other)
        => Connection.Length > 0 && Connection == other.Connection ? "the same SSH connection"
            : Terminal != 0 && Terminal == other.Terminal ? "the same terminal"
            : Session != 0 && Session == other.Session ? "the same session"
            : null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Session}\t{Terminal}\t{Connection}");

    // sudo removes the variable, but the shell that it was called from still has it.
    private static string ConnectionOf(Func<string, string?> variable)
        => new[] { variable(SshSession.Variable) }
            .Concat(LinuxProcess.WithAncestors(LinuxProcess.ParentOf(Environment.ProcessId)).Select(VariableOf))
            .FirstOrDefault(text => SshSession.Of(text) is not null) ?? "";

    private static string? VariableOf(int process)
    {
        try
        {
            var text = Encoding.UTF8.GetString(File.ReadAllBytes(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/environ")));
            const string Start = SshSession.Variable + "=";
            return text.Split('\0').FirstOrDefault(variable => variable.StartsWith(Start, StringComparison.Ordinal))?[Start.Length..];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
