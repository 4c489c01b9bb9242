namespace FirewallRules.Cli.Output;

/// <summary>One step of an installation: an explanation, then a file or commands.</summary>
/// <param name="Text">The explanation.</param>
/// <param name="Files">The files to write first.</param>
/// <param name="Commands">The commands to run then.</param>
internal sealed record InstallStep(string Text, IReadOnlyList<InstallFile> Files, IReadOnlyList<string> Commands);
