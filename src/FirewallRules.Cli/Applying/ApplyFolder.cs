using System.Globalization;
using System.Text;

namespace FirewallRules.Cli.Applying;

/// <summary>
/// The folder of one run: what it keeps of the former state, the scripts for it, and what is decided. This program, its watchdog and
/// <c>fwrules confirm</c> know of each other only through it.
/// </summary>
/// <param name="path">The folder.</param>
internal sealed class ApplyFolder(string path)
{
    public const string RestoreScript = "restore.sh";
    public const string StepsScript = "steps.sh";
    public const string WatchdogScript = "watchdog.sh";
    public const string ApplyScript = "apply.sh";

    /// <summary>The rules to load.</summary>
    public const string Rules = "rules";

    /// <summary>What the program that loads the rules says.</summary>
    public const string ApplyOutput = "apply.output";

    /// <summary>What the steps of the restoration say.</summary>
    public const string RestoreOutput = "restore.output";

    /// <summary>Exists when the watchdog is at work.</summary>
    public const string Armed = "armed";

    /// <summary>Exists when the watchdog cannot work where it was started.</summary>
    public const string Unfit = "unfit";

    /// <summary>Exists when the rules are applied and can be confirmed.</summary>
    public const string Waiting = "waiting";

    /// <summary>Until when the watchdog waits, in whole seconds since the boot.</summary>
    public const string Until = "until";

    /// <summary>Whoever applies holds a lock on this file.</summary>
    public const string Working = "working";

    /// <summary>The watchdog holds a lock on this file for as long as it lives.</summary>
    public const string Watching = "watching";

    /// <summary>Space for a restoration while the file system is full.</summary>
    public const string Reserve = "reserve";

    /// <summary>Whether the restoration succeeded: one of two files that exist beforehand gets this name.</summary>
    public const string Result = "result";
    public const string Restored = "result.restored";
    public const string Failed = "result.failed";

    /// <summary>A symbolic link, because only one process can create it, and it needs no space.</summary>
    public const string Decision = "decision";

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static readonly (ApplyDecision Decision, string Target)[] s_decisions =
    [
        (ApplyDecision.Confirmed, "confirmed"), (ApplyDecision.Asked, "restore-asked"), (ApplyDecision.Late, "restore-late"),
        (ApplyDecision.Died, "restore-died"), (ApplyDecision.ByHand, "restore-by-hand"),
    ];

    public string Path { get; } = path;

    public bool Exists => Directory.Exists(Path);

    /// <summary>What is decided.</summary>
    public ApplyDecision DecidedOn
        => new FileInfo(In(Decision)).LinkTarget is { } target ? Array.Find(s_decisions, decision => decision.Target == target).Decision : ApplyDecision.None;

    /// <summary>How a restoration ended; <see langword="null"/> before that.</summary>
    public bool? IsRestored
        => !File.Exists(In(Result)) ? null : File.ReadAllText(In(Result)).StartsWith("restored", StringComparison.Ordinal);

    /// <summary>Whether the run needs nothing any more. One that has changed nothing removes its script before it ends.</summary>
    public bool IsFinished => !Has(RestoreScript) || (DecidedOn == ApplyDecision.Confirmed ? IsRestored != false : IsRestored == true);

    /// <summary>
    /// Whether a run whose process is gone has loaded nothing: it loads when its watchdog is at work, not before. A watchdog that starts after this
    /// was asked finds the process gone, and does nothing.
    /// </summary>
    public bool HasLoadedNothing => DecidedOn == ApplyDecision.None && !IsLocked(Watching) && !Has(Armed);

    /// <summary>The target of the link for a decision.</summary>
    public static string TargetOf(ApplyDecision decision) => Array.Find(s_decisions, known => known.Decision == decision).Target;

    public string In(string file) => System.IO.Path.Combine(Path, file);

    public bool Has(string file) => File.Exists(In(file));

    /// <summary>Decides, unless something else is decided already.</summary>
    /// <returns>What is decided now.</returns>
    /// <exception cref="IOException">Nothing can be decided.</exception>
    public ApplyDecision Decide(ApplyDecision decision)
    {
        if (DecidedOn == ApplyDecision.None && !TryDecide(decision) && DecidedOn == ApplyDecision.None)
        {
            // The file system is full.
            File.Delete(In(Reserve));
            File.CreateSymbolicLink(In(Decision), TargetOf(decision));
        }

        return DecidedOn;
    }

    /// <summary>Writes a file that only root can read; an existing one is replaced in one step.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Write(string file, string text)
    {
        var temporary = In(file + ".tmp");
        using (var stream = Create(temporary))
        {
            stream.Write(Encoding.UTF8.GetBytes(text));
        }

        File.Move(temporary, In(file), overwrite: true);
    }

    /// <summary>Writes a script that only root can read.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void WriteScript(string file, Action<TextWriter> write)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        write(text);
        Write(file, text.ToString());
    }

    /// <summary>Writes a time, rounded up.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Write(string file, TimeSpan sinceBoot)
        => Write(file, Math.Ceiling(sinceBoot.TotalSeconds).ToString(CultureInfo.InvariantCulture) + "\n");

    /// <summary>Writes zeros, so that so much space can be had later by deleting the file.</summary>
    public void WriteReserve(int bytes)
    {
        using var stream = Create(In(Reserve));
        stream.Write(new byte[bytes]);
    }

    /// <summary>The lines of a file that are worth reading; none where it does not exist.</summary>
    public IReadOnlyList<string> Lines(string file)
    {
        try
        {
            return [.. File.ReadLines(In(file)).Select(line => line.Trim()).Where(line => line.Length > 0)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>Whether a process holds the lock on one of the files.</summary>
    public bool IsLocked(string file)
    {
        try
        {
            using var stream = new FileStream(In(file), FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return false;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
        catch (IOException e) when (ApplyLock.IsHeld(e))
        {
            return true;
        }
    }

    private bool TryDecide(ApplyDecision decision)
    {
        try
        {
            File.CreateSymbolicLink(In(Decision), TargetOf(decision));
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static FileStream Create(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        return new FileStream(path, options);
    }
}
