namespace FirewallRules.Cli.Output;

/// <summary>Describes what is wrong with the cache, and what to do about it in terms of the command line.</summary>
internal static class CacheErrorText
{
    public static string Describe(IpRangesCacheProblem problem) => $"{Clause(problem)}: {problem.Reason}. {Advice(problem.Error)}";

    /// <summary>What is wrong, without the reason.</summary>
    public static string Clause(IpRangesCacheProblem problem)
    {
        var name = problem.Path.Length == 0 ? "The cache" : $"The cache '{problem.Path}'";
        return problem.Error switch
        {
            IpRangesCacheError.Unreadable => $"{name} cannot be read",
            IpRangesCacheError.Damaged => $"{name} is damaged",
            IpRangesCacheError.Refused => $"{name} has a document that is not accepted",
            IpRangesCacheError.Locked => $"{name} is in use",
            _ => $"{name} cannot be written",
        };
    }

    /// <summary>What to do, as a sentence.</summary>
    public static string Advice(IpRangesCacheError error) => error switch
    {
        IpRangesCacheError.Unreadable => "Make it readable, delete it, or select another folder with --cache.",
        IpRangesCacheError.Damaged => "Fetch the document again; if that is refused, delete the file first.",
        IpRangesCacheError.Refused => "Fetch another one, or accept it with --allow-special-purpose if a mirror publishes such addresses on purpose.",
        IpRangesCacheError.Locked => "Find out what holds the lock, or select another folder with --cache.",
        _ => "Select another folder with --cache.",
    };
}
