namespace FirewallRules.Cli;

/// <summary>A standard stream was closed when the process started.</summary>
internal sealed class StreamClosedException() : IOException("The stream is closed.");
