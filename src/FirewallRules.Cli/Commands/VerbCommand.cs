using System.CommandLine;

namespace FirewallRules.Cli.Commands;

/// <summary>A command with examples for its help text.</summary>
/// <param name="name">The name.</param>
/// <param name="description">What it does, as a sentence.</param>
/// <param name="examples">The examples, and what is to be known about them.</param>
internal sealed class VerbCommand(string name, string description, string examples) : Command(name, description)
{
    /// <summary>The examples, one a line.</summary>
    public string Examples { get; } = examples;
}
