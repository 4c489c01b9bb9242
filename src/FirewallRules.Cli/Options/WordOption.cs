using System.CommandLine;

namespace FirewallRules.Cli.Options;

/// <summary>An option whose value is one of a few words; another word is refused with the most similar one.</summary>
internal sealed class WordOption : Option<string?>
{
    /// <param name="name">The name of the option.</param>
    /// <param name="what">What the word stands for, in messages.</param>
    /// <param name="description">The help text.</param>
    /// <param name="words">The words.</param>
    public WordOption(string name, string what, string description, params string[] words)
        : base(name)
    {
        (HelpName, Description) = (string.Join('|', words), description);
        CompletionSources.Add(words);
        Validators.Add(result =>
        {
            if (result.Tokens.FirstOrDefault(token => !words.Contains(token.Value, StringComparer.Ordinal)) is { } unknown)
            {
                result.AddError($"{name}: {Nearest.Describe(what, unknown.Value, words)}");
            }
        });
    }
}
