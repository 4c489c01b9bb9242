using System.Globalization;

namespace FirewallRules.Cli.Applying;

/// <summary>The folder of this program on a Linux host, which a reboot empties as it empties the firewall.</summary>
/// <param name="path">The folder.</param>
internal sealed class ApplyHome(string path = ApplyHome.Default)
{
    public const string Default = "/run/fwrules";

    private const string Unfinished = "new-";
    private const string Discarded = "old-";

    /// <summary>The run that is under way, or the last one.</summary>
    public ApplyFolder Current { get; } = new(System.IO.Path.Combine(path, "apply"));

    private string LockFile => System.IO.Path.Combine(path, "apply.lock");

    /// <summary>Takes the lock.</summary>
    /// <exception cref="CliException">Another process holds it, or the folder cannot be used.</exception>
    public ApplyLock Lock()
    {
        try
        {
            RootFolder.Create(path);
            return ApplyLock.Take(LockFile) ?? throw CliException.Input(DescribeHolder());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unusable(e);
        }
    }

    /// <summary>Creates the folder of a new run, which is not the current one yet. The lock must be held.</summary>
    /// <exception cref="CliException">The folder cannot be created.</exception>
    public ApplyFolder Stage()
    {
        try
        {
            foreach (var left in new[] { Unfinished, Discarded }.SelectMany(kind => Directory.GetDirectories(path, kind + "*")))
            {
                Directory.Delete(left, recursive: true);
            }

            var stage = new ApplyFolder(Own(Unfinished));
            RootFolder.Create(stage.Path);
            return stage;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unusable(e);
        }
    }

    /// <summary>Makes a new run the current one, in one step. The lock must be held, and the last run finished.</summary>
    /// <exception cref="IOException">It cannot be renamed.</exception>
    public void MakeCurrent(ApplyFolder stage)
    {
        Discard();
        Directory.Move(stage.Path, Current.Path);
    }

    /// <summary>
    /// Removes the current run. Its files are deleted under another name: half of them in its place would look like a run that has ended without
    /// a decision. The lock must be held.
    /// </summary>
    /// <exception cref="IOException">It cannot be renamed or deleted.</exception>
    public void Discard()
    {
        if (Current.Exists)
        {
            Directory.Move(Current.Path, Own(Discarded));
            Directory.Delete(Own(Discarded), recursive: true);
        }
    }

    /// <summary>A failure to write in the folder, before anything is changed.</summary>
    public CliException Unusable(Exception e)
        => CliException.Input($"The folder {path} cannot be used: {IoErrorText.Describe(e)}; nothing was changed.", e);

    private string Own(string kind) => System.IO.Path.Combine(path, kind + Environment.ProcessId.ToString(CultureInfo.InvariantCulture));

    private string DescribeHolder()
    {
        var process = ApplyLock.HolderOf(LockFile) is { } id ? string.Create(CultureInfo.InvariantCulture, $"process {id}") : "another process";
        return Current.Has(ApplyFolder.Waiting) && Current.DecidedOn == ApplyDecision.None
            ? $"The rules that {process} has applied wait to be confirmed: run 'fwrules confirm' if this login is a new one; nothing was changed."
            : $"Another apply is under way ({process}): try again when it has ended; nothing was changed.";
    }
}
