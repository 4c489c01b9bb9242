using FirewallRules.Emitters;

namespace FirewallRules.Cli.Applying;

/// <summary>A jump from a base chain of the user to a chain of the rules.</summary>
/// <param name="From">The base chain. Untrusted text, but a name that nft takes without quotes.</param>
/// <param name="To">The chain.</param>
internal sealed record NftablesJump(string From, string To)
{
    /// <summary>Whether nft takes a name as it is.</summary>
    public static bool IsPlain(string name)
        => name.Length > 0 && char.IsAsciiLetter(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '-' or '/')
            && !NftablesKeywords.IsReserved(name);
}
