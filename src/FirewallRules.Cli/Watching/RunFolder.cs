using System.Globalization;

namespace FirewallRules.Cli.Watching;

/// <summary>
/// The folder with the documents of a running command. It is below the folder of the state, so that the next run finds and removes what a
/// killed one has left behind, and it is used only by whoever has the lock of the watch.
/// </summary>
/// <param name="state">The folder of the state; empty when the user has none.</param>
/// <param name="site">The site.</param>
/// <param name="name">The name of the watch.</param>
internal sealed class RunFolder(string state, Site site, string name)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const string IdFile = "pid";

    public string Path { get; } = System.IO.Path.Combine(state, $"{site.Key}.{name}.run");

    /// <summary>The process of the command that runs now; null when none is known.</summary>
    public int? Running
    {
        get
        {
            try
            {
                return int.TryParse(File.ReadAllText(In(IdFile)), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                return null;
            }
        }
    }

    /// <summary>Tries whether the folder of the state can be written, where the lock is.</summary>
    /// <exception cref="CliException">There is none, or it cannot be written.</exception>
    public void Check()
    {
        if (state.Length == 0)
        {
            throw CliException.Input("There is no folder for the lock and the state of the watch, because the user has no home folder: name one with --cache.");
        }

        try
        {
            Create(state);
            var probe = System.IO.Path.Combine(state, $".{System.IO.Path.GetRandomFileName()}.tmp");
            New(probe).Dispose();
            File.Delete(probe);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CliException.Input(
                $"'{state}' cannot be written: {IoErrorText.Describe(e)}. The watch keeps its lock and its state there: name another folder with --cache.", e);
        }
    }

    /// <summary>Writes the documents of an update, and removes what an earlier run has left behind.</summary>
    /// <returns>The path of the new document and of the old one, if there is one.</returns>
    /// <exception cref="IOException">They cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">They cannot be written.</exception>
    public (string New, string? Old) Write(IpRangesUpdate update)
    {
        Delete();
        Create(Path);
        return (Write(update.New, In("new.json")), update.Old is { } old ? Write(old, In("old.json")) : null);
    }

    /// <summary>Notes the process of the command. It is only a hint for people, so a full disk is no reason to fail.</summary>
    public void Note(int id)
    {
        try
        {
            using var file = New(In(IdFile));
            file.Write(System.Text.Encoding.ASCII.GetBytes(id.ToString(CultureInfo.InvariantCulture)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The command runs.
        }
    }

    /// <exception cref="IOException">It cannot be deleted.</exception>
    /// <exception cref="UnauthorizedAccessException">It cannot be deleted.</exception>
    public void Delete()
    {
        if (Directory.Exists(Path))
        {
            Directory.Delete(Path, recursive: true);
        }
    }

    private string In(string file) => System.IO.Path.Combine(Path, file);

    private static string Write(IpRangesDocument document, string path)
    {
        using var file = New(path);
        file.Write(System.Text.Encoding.UTF8.GetBytes(document.ToJson()));
        return path;
    }

    private static FileStream New(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        return new FileStream(path, options);
    }

    private static void Create(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, OwnerOnly | UnixFileMode.UserExecute);
        }
    }
}
