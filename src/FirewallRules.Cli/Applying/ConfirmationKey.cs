namespace FirewallRules.Cli.Applying;

/// <summary>The key that confirms, on the terminal of this program: y.</summary>
internal static class ConfirmationKey
{
    /// <summary>Begins to listen; what was typed before does not count.</summary>
    /// <returns>Whether there is a terminal to listen to.</returns>
    public static bool Listen()
    {
        if (StandardStreams.IsClosed(0) || Console.IsInputRedirected || !LinuxProcess.IsInForeground)
        {
            return false;
        }

        _ = Read();
        return true;
    }

    /// <summary>Whether the key was pressed since the last call.</summary>
    public static bool IsPressed() => Read().Exists(key => key is 'y' or 'Y');

    // A process in the background that reads from its terminal is stopped.
    private static List<char> Read()
    {
        var keys = new List<char>();
        try
        {
            while (LinuxProcess.IsInForeground && Console.KeyAvailable)
            {
                keys.Add(Console.ReadKey(intercept: true).KeyChar);
            }
        }
        catch (Exception e) when (e is IOException or InvalidOperationException)
        {
            // The terminal is gone.
        }

        return keys;
    }
}
