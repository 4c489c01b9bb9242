namespace FirewallRules.Cli.Commands;

/// <summary>The command that a watch runs did not succeed; it is run again later.</summary>
internal sealed class WatchedCommandException(string message, Exception? innerException = null) : Exception(message, innerException);
