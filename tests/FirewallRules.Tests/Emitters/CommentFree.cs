using System.Text.RegularExpressions;

namespace FirewallRules.Tests.Emitters;

/// <summary>Outputs without the parts that a label may change: comments, and set names, which are replaced by a fixed word.</summary>
internal static class CommentFree
{
    private const RegexOptions Options = RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking;

    private static readonly Regex Script = new(" comment \"(?<text>[^\"\\n]*)\"", Options);
    private static readonly Regex Json = new(",\"comment\":\"(?<text>[^\"\\n]*)\"", Options);
    private static readonly Regex Iptables = new(" -m comment --comment \"(?<text>[^\"\\n]*)\"", Options);
    private static readonly Regex PowerShell = new("        Description = '(?<text>([^'\\n]|'')*)'", Options);
    private static readonly Regex Firewalld = new("<description>(?<text>[^<\\n]*)</description>", Options);
    private static readonly Regex Netsh = new(" description=\"(?<text>[^\"\\n]*)\"", Options);
    private static readonly Regex PowerShellName = new("        (Display)?Name = '(abcdefghijklmno-|datadog)-[a-z0-9- ]+'", Options);
    private static readonly Regex SetName = new("(?<prefix>datadog|abcdefghijklmno|abcdefghijkl|p|x)[-_]{1,2}[a-z0-9_-]+[-_](?<family>(ip)?v[46])", Options);
    private static readonly Regex Arm = new("\"description\": \"(?<text>[^\"\\n]*)\"", Options);
    private static readonly Regex Bicep = new("description: '(?<text>[^'\\n]*)'", Options);
    private static readonly Regex AzureCli = new("--description '(?<text>[^'\\n]*)'", Options);
    private static readonly Regex Terraform = new(" description +(?<equals>=) \"(?<text>[^\"\\n]*)\"", Options);
    private static readonly Regex Aws = new("fwrules:datadog(?<text> [^\"\\n']*)?", Options);
    private static readonly Regex JsonList = new(", \"(sections|sources)\": \\[\"(?<text>[^\"\\n]*)\"(, \"[^\"\\n]*\")*\\]", Options);
    private static readonly Regex Csv = new(",\"(?<text>[^\"\\n]*)\",\"[^\"\\n]*\"", Options);
    private static readonly Regex JsonText = new("^ *\"[^\"]*\",?$", Options | RegexOptions.Multiline);
    private static readonly Regex Header = new("^#.*$|^//.*$|\"metainfo\":.*$|\"comments\": \\[[^]]*\\]", Options | RegexOptions.Multiline);

    public static IEnumerable<string> Comments(string emitter, string output)
        => Comment(emitter).Matches(Headless(emitter, output)).SelectMany(match => match.Groups["text"].Value.Split(';'));

    public static string Of(string emitter, string output)
        => PowerShellName.Replace(SetName.Replace(Comment(emitter).Replace(Headless(emitter, output), ""), "SET_${family}"), "NAME");

    /// <summary>The maximum comment length of the platform of an emitter, in characters.</summary>
    public static int MaxLength(string emitter) => emitter.Split('-')[0] switch { "nftables" => 128, "azure" => 140, _ => 255 };

    // In JSON for AWS the header is a list of texts; nothing else there stands alone on a line.
    private static string Headless(string emitter, string output)
        => emitter is "aws-json" or "aws-tfvars" or "aws-cloudformation" ? JsonText.Replace(output, "") : Header.Replace(output, "");

    private static Regex Comment(string emitter) => emitter switch
    {
        "nftables" => Script,
        "nftables-json" => Json,
        "windows" => PowerShell,
        "json" => JsonList,
        "csv" => Csv,
        "netsh" => Netsh,
        "firewalld" => Firewalld,
        "azure-arm" => Arm,
        "azure-bicep" => Bicep,
        "azure-cli" => AzureCli,
        "azure-terraform" => Terraform,
        _ when emitter.StartsWith("aws-", StringComparison.Ordinal) => Aws,
        _ => Iptables,
    };
}
