namespace FirewallRules.Cli.Applying;

/// <summary>Creates folders that only root can use, and refuses those that anyone else may have made.</summary>
internal static class RootFolder
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Creates a folder where there is none.</summary>
    /// <exception cref="CliException">What is there is a link, a file, or a folder that others own or can enter.</exception>
    /// <exception cref="IOException">It cannot be created.</exception>
    /// <exception cref="UnauthorizedAccessException">It cannot be created.</exception>
    public static void Create(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            throw new PlatformNotSupportedException();
        }

        if (LinuxFile.AtItself(path) is null)
        {
            Directory.CreateDirectory(path, OwnerOnly);
        }

        // Also what was just created: a link may have been faster.
        if (LinuxFile.AtItself(path) is not { IsFolder: true, Permissions: OwnerOnly } found || found.User != LinuxFile.EffectiveUser)
        {
            throw CliException.Input(
                $"{path} is not a folder that belongs to the user who runs this and that nobody else can enter (mode 0700): look at what it is, and "
                    + "remove it; nothing was changed.");
        }
    }
}
