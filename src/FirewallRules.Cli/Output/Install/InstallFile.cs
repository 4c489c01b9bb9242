namespace FirewallRules.Cli.Output;

/// <summary>A file to be written by the user.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Text">Its text, in lines that end with LF.</param>
internal sealed record InstallFile(string Path, string Text);
