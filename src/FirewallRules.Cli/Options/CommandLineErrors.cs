using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;

namespace FirewallRules.Cli.Options;

/// <summary>Refuses a command line that cannot be parsed, or that the parser would read in a way nobody means.</summary>
internal static class CommandLineErrors
{
    private const string EndOfOptions = "--";

    /// <exception cref="CliException">The command line is wrong.</exception>
    public static void Refuse(ParseResult result, string[] args)
    {
        // Help, the version and completions.
        if (result.Action is not (null or ParseErrorAction) && result.Action != result.CommandResult.Command.Action)
        {
            CliException.UsageIf(args is ["--version", _, ..], "--version does not apply with anything else.");
            return;
        }

        var message = UnknownCommand(result) ?? UnknownOption(result, args) ?? MisplacedOption(result) ?? ExtraArgument(result) ?? Faults(result);
        CliException.UsageIf(message is not null, $"{message} See '{CommandPath(result)} --help'.");
    }

    // The parser takes an unknown option for an argument, or for the value of the option before it.
    private static string? UnknownOption(ParseResult result, string[] args)
    {
        var literal = args.SkipWhile(arg => arg != EndOfOptions).ToHashSet(StringComparer.Ordinal);
        var arguments = result.CommandResult.Children.OfType<ArgumentResult>().SelectMany(argument => argument.Tokens)
            .Select(token => token.Value).Concat(result.UnmatchedTokens)
            .Where(value => value.Length > 1 && value.StartsWith('-'));
        var values = result.CommandResult.Children.OfType<OptionResult>().SelectMany(option => option.Tokens)
            .Select(token => token.Value)
                .Where(value => value.StartsWith("--", StringComparison.Ordinal) && args.Contains(value, StringComparer.Ordinal));
        if (arguments.Concat(values).FirstOrDefault(value => !literal.Contains(value)) is not { } given)
        {
            return null;
        }

        var name = given.Split('=', ':')[0];
        var known = result.CommandResult.Command.Options.Concat(OfEveryCommand(result)).Select(option => option.Name).ToList();
        if (known.Contains(name, StringComparer.Ordinal))
        {
            return Misplaced(name, result);
        }

        var similar = Nearest.Similar(name, known);
        return $"There is no option '{name}'" + (similar.Count > 0 ? $"; did you mean {string.Join(" or ", similar)}?" : ".");
    }

    // What is given to a command before the name of its subcommand would be ignored.
    private static string? MisplacedOption(ParseResult result)
    {
        for (var at = result.CommandResult.Parent as CommandResult; at is not null; at = at.Parent as CommandResult)
        {
            foreach (var child in at.Children)
            {
                if (child is ArgumentResult { Tokens.Count: > 0 } argument)
                {
                    return $"'{argument.Tokens[0].Value}' does not apply to '{result.CommandResult.Command.Name}'.";
                }

                if (child is OptionResult { Implicit: false, Option.Recursive: false } option)
                {
                    return Misplaced(option.Option.Name, result);
                }
            }
        }

        return null;
    }

    private static IEnumerable<Option> OfEveryCommand(ParseResult result)
    {
        for (var at = result.CommandResult.Parent as CommandResult; at is not null; at = at.Parent as CommandResult)
        {
            foreach (var option in at.Command.Options.Where(option => option.Recursive))
            {
                yield return option;
            }
        }
    }

    private static string Misplaced(string option, ParseResult result)
        => $"{option} is given before '{result.CommandResult.Command.Name}'; write it after that word.";

    private static string? UnknownCommand(ParseResult result)
        => result.CommandResult.Command is RootCommand root && result.UnmatchedTokens is [var given, ..] && !given.StartsWith('-')
            ? Nearest.Describe("command", given, root.Subcommands.Select(command => command.Name))
            : null;

    private static string? ExtraArgument(ParseResult result)
        => result.UnmatchedTokens is [var given, ..] ? $"'{given}' is one argument too many." : null;

    private static string? Faults(ParseResult result)
        => result.Errors.Count == 0 ? null
            : result.CommandResult.Command is RootCommand { Subcommands: var commands }
                ? $"A command is required: {string.Join(", ", commands.Select(command => command.Name))}."
            : Repeated(result) ?? WithoutValue(result) ?? Missing(result) ?? string.Join(' ', result.Errors.Select(error => error.Message));

    private static string? Repeated(ParseResult result)
        => Given(result).FirstOrDefault(given => given.IdentifierTokenCount > 1 && given.Tokens.Count > given.Option.Arity.MaximumNumberOfValues)
            is { } repeated ? $"{repeated.Option.Name} is given {repeated.IdentifierTokenCount} times; use it once." : null;

    private static string? WithoutValue(ParseResult result)
        => Given(result).FirstOrDefault(given => given.Tokens.Count < given.Option.Arity.MinimumNumberOfValues) is { Option: var option }
            ? $"{option.Name} requires {(option.Arity.MinimumNumberOfValues == 1 ? "a value" : $"{option.Arity.MinimumNumberOfValues} values")}: "
                + $"{option.Name} {option.HelpName}."
            : null;

    private static string? Missing(ParseResult result)
    {
        var command = result.CommandResult.Command;
        var missing = command.Arguments
            .Where(argument => (result.GetResult(argument)?.Tokens.Count ?? 0) < argument.Arity.MinimumNumberOfValues)
            .Select(argument => argument.HelpName ?? argument.Name)
            .Concat(command.Options
                .Where(option => option.Required && result.GetResult(option) is not { Implicit: false })
                .Select(option => option.Name))
            .ToList();
        return missing.Count == 0 ? null
            : $"'{command.Name}' requires {string.Join(", ", missing.SkipLast(1))}{(missing.Count > 1 ? " and " : "")}{missing[^1]}.";
    }

    private static IEnumerable<OptionResult> Given(ParseResult result)
        => result.CommandResult.Children.OfType<OptionResult>().Where(option => !option.Implicit);

    private static string CommandPath(ParseResult result)
    {
        var names = new Stack<string>();
        for (SymbolResult? at = result.CommandResult; at is CommandResult command; at = command.Parent)
        {
            names.Push(command.Command is RootCommand ? "fwrules" : command.Command.Name);
        }

        return string.Join(' ', names);
    }
}
