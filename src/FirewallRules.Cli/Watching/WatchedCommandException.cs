namespace FirewallRules.Cli.Watching;

/// <summary>The command of a watch failed; it is run again later.</summary>
internal sealed class WatchedCommandException(string message, Exception? innerException = null) : Exception(message, innerException);
