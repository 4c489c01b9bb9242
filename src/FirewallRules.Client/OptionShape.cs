namespace FirewallRules.Client;

/// <summary>How an option is written in configuration, and what reads it.</summary>
internal abstract record OptionShape
{
    /// <summary>A single value.</summary>
    /// <param name="Set">Sets the option from its text, or throws a <see cref="FormatException"/>.</param>
    public sealed record Value(Action<string> Set) : OptionShape;

    /// <summary>A list of values.</summary>
    /// <param name="Add">Adds one value.</param>
    public sealed record List(Action<string> Add) : OptionShape;

    /// <summary>A section with options of its own.</summary>
    /// <param name="Options">The options by their names.</param>
    public sealed record Section(OptionTable Options) : OptionShape;
}
