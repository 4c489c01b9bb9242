namespace FirewallRules.Client;

/// <summary>Something else than a file is in the place of a file.</summary>
/// <param name="reason">What it is, as a clause.</param>
internal sealed class NotFileException(string reason) : IOException(reason);
