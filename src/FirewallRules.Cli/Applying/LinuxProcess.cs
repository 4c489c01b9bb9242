using System.Globalization;

namespace FirewallRules.Cli.Applying;

/// <summary>A process of this host, told from a later one with the same number by when it started.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Started">When it started, in ticks of the kernel since the boot.</param>
internal readonly record struct LinuxProcess(int Id, long Started)
{
    // In /proc/PID/stat, counted behind the name of the program: the state is the first.
    private const int Parent = 1;
    private const int Group = 2;
    private const int SessionId = 3;
    private const int TerminalDevice = 4;
    private const int ForegroundGroup = 5;
    private const int StartTime = 19;

    /// <summary>This process.</summary>
    public static LinuxProcess Current => Of(Environment.ProcessId) ?? throw new IOException("/proc does not show this process.");

    /// <summary>Whether this process is in the foreground of its terminal: only then it may read from it.</summary>
    public static bool IsInForeground => Fields(Environment.ProcessId) is { } fields && fields[Group] == fields[ForegroundGroup];

    /// <summary>The process with this number; <see langword="null"/> when there is none.</summary>
    public static LinuxProcess? Of(int id)
        => Fields(id) is { } fields && fields[0] is not ("Z" or "X") ? new LinuxProcess(id, long.Parse(fields[StartTime], CultureInfo.InvariantCulture)) : null;

    /// <summary>The number of the process that started another one; 0 when it is not known.</summary>
    public static int ParentOf(int id) => Fields(id) is { } fields ? int.Parse(fields[Parent], CultureInfo.InvariantCulture) : 0;

    /// <summary>The session that a process belongs to, and the number of its terminal; 0 for none.</summary>
    public static (int Session, int Terminal) LoginOf(int id)
        => Fields(id) is { } fields
            ? (int.Parse(fields[SessionId], CultureInfo.InvariantCulture), int.Parse(fields[TerminalDevice], CultureInfo.InvariantCulture))
            : default;

    /// <summary>A process, its parent, and so on.</summary>
    public static IEnumerable<int> WithAncestors(int id)
    {
        for (; id > 0; id = ParentOf(id))
        {
            yield return id;
        }
    }

    private static string[]? Fields(int id)
    {
        try
        {
            // The name of the program is in parentheses, and can contain blanks and parentheses.
            var text = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{id}/stat"));
            var fields = text[(text.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            return fields.Length > StartTime ? fields : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
