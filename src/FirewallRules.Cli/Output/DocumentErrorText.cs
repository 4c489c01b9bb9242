namespace FirewallRules.Cli.Output;

/// <summary>Describes what is wrong with an ip-ranges document, without the final period.</summary>
internal static class DocumentErrorText
{
    public static string Describe(IpRangesFormatException e) => e.Error switch
    {
        IpRangesFormatError.UnnamedSection
            => "the document is a single section without its name, so exactly that section must be selected on the command line",
        IpRangesFormatError.NoSections => "the document has no section with prefixes, so it is not an ip-ranges document",
        _ => (e.JsonPath == "$" ? "" : $"{e.JsonPath}: ") + e.Reason.TrimEnd('.'),
    };
}
