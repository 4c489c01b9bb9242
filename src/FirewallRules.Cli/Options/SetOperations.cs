using System.CommandLine;

namespace FirewallRules.Cli.Options;

/// <summary>The options that make another set of the union of the lists. They work in a fixed order, wherever they stand.</summary>
internal sealed class SetOperations
{
    private readonly Option<bool> _union = new("--union") { Description = "All addresses of all lists. That is what is done anyway." };
    private readonly Option<string[]> _intersect = new("--intersect") { HelpName = "FILE", Description = "First, keep only what is in this list, too; may be repeated." };
    private readonly Option<string[]> _exclude = new("--exclude") { HelpName = "FILE", Description = "Then leave out what is in this list; may be repeated." };
    private readonly Option<string[]> _symmetric = new("--symmetric-difference") { HelpName = "FILE", Description = "Then keep what is either in the set or in this list, and not in both; may be repeated." };
    private readonly Option<bool> _complement = new("--complement") { Description = "Then take all addresses that are not in the set." };

    public Option[] Options => [_union, _intersect, _exclude, _symmetric, _complement];

    /// <summary>The lists that the operations read.</summary>
    public string[] Files(ParseResult result) => [.. result.GetValue(_intersect) ?? [], .. result.GetValue(_exclude) ?? [], .. result.GetValue(_symmetric) ?? []];

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
