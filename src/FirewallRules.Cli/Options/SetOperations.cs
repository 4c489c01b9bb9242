using System.CommandLine;

namespace FirewallRules.Cli.Options;

/// <summary>The set operations on the union of the lists. They are applied in a fixed order, independent of the command line.</summary>
internal sealed class SetOperations
{
    private readonly Option<string[]> _intersect = new("--intersect")
    {
        HelpName = "FILE",
        Description = "Keep only addresses that are also in this list (applied first). Can be repeated.",
    };

    private readonly Option<string[]> _exclude = new("--exclude")
    {
        HelpName = "FILE",
        Description = "Remove the addresses of this list (applied second). Can be repeated.",
    };

    private readonly Option<string[]> _symmetric = new("--symmetric-difference")
    {
        HelpName = "FILE",
        Description = "Keep addresses that are either in the result or in this list, but not in both (applied third). Can be repeated.",
    };

    private readonly Option<bool> _complement = new("--complement") { Description = "Replace the result with all other addresses (applied last)." };

    public Option[] Options => [_intersect, _exclude, _symmetric, _complement];

    /// <summary>The lists that the operations read.</summary>
    public string[] Files(ParseResult result)
        => [.. result.GetValue(_intersect) ?? [], .. result.GetValue(_exclude) ?? [], .. result.GetValue(_symmetric) ?? []];

    public AddressSet Apply(ParseResult result, AddressSet set, ListInput input)
    {
        foreach (var file in result.GetValue(_intersect) ?? [])
        {
            set = set.Intersect(input.ReadSet([file]));
        }

        if (result.GetValue(_exclude) is { Length: > 0 } excluded)
        {
            set = set.Except(input.ReadSet(excluded));
        }

        foreach (var file in result.GetValue(_symmetric) ?? [])
        {
            set = set.SymmetricExcept(input.ReadSet([file]));
        }

        return result.GetValue(_complement) ? set.Complement() : set;
    }
}
