namespace FirewallRules.Tests.Emitters;

/// <summary>The emitters for AWS. Those of the gallery have a higher quota, because by default too many rules are refused.</summary>
internal static class AwsCases
{
    private static readonly AwsSecurityGroupOptions Raised = new() { MaxRules = 1000 };

    public static IReadOnlyList<EmitterCase> Gallery { get; } =
    [
        .. Enum.GetValues<AwsSecurityGroupOutput>().Except([AwsSecurityGroupOutput.CliInput]).Select(output => Case(Raised with { Output = output })),
        Case(new() { OnOverflow = OnOverflow.Split, MaxRules = 100 }, "-split"),
        Case(new() { OnOverflow = OnOverflow.Split, MaxRules = 100, Output = AwsSecurityGroupOutput.Terraform }, "-split"),
        Case(new() { OnOverflow = OnOverflow.Summarize }, "-summarize"),
        Case(new() { OnOverflow = OnOverflow.Summarize, Output = AwsSecurityGroupOutput.CloudFormation }, "-summarize"),
        Case(Raised with { OnOverflow = OnOverflow.PrefixList }, "-prefix-list"),
        Case(Raised with { OnOverflow = OnOverflow.PrefixList, Output = AwsSecurityGroupOutput.Terraform }, "-prefix-list"),
    ];

    /// <summary>Further ones for laws.</summary>
    public static IReadOnlyList<EmitterCase> More { get; } =
    [
        Case(new() { OnOverflow = OnOverflow.Split, MaxRules = 100, Output = AwsSecurityGroupOutput.Json }, "-split"),
        Case(new() { OnOverflow = OnOverflow.Split, MaxRules = 100, Output = AwsSecurityGroupOutput.TerraformVariables }, "-split"),
        Case(new() { OnOverflow = OnOverflow.Split, MaxRules = 100, Output = AwsSecurityGroupOutput.CloudFormation }, "-split"),
        Case(new() { OnOverflow = OnOverflow.Summarize, Output = AwsSecurityGroupOutput.Json }, "-summarize"),
        Case(new() { OnOverflow = OnOverflow.Summarize, Output = AwsSecurityGroupOutput.Terraform }, "-summarize"),
    ];

    public static bool Widens(IRuleEmitter emitter)
        => Gallery.Concat(More).Any(one => one.Emitter == emitter && one.Name.Contains("summarize", StringComparison.Ordinal));

    /// <summary>Whether AWS accepts that many rules; refusals have their own tests.</summary>
    public static bool IsTooMuch(IRuleEmitter emitter, RuleSet rules)
    {
        try
        {
            rules.Emit(emitter, TextWriter.Null);
            return false;
        }
        catch (LimitExceededException) when (emitter is AwsSecurityGroupEmitter)
        {
            return true;
        }
        catch (RuleNotSupportedException) when (emitter is AwsSecurityGroupEmitter or PlainListEmitter && rules.Rules.All(rule => rule.Remote.IsEmpty))
        {
            return true;
        }
    }

    private static EmitterCase Case(AwsSecurityGroupOptions options, string variant = "")
    {
        var emitter = new AwsSecurityGroupEmitter(options);
        var extension = options.Output switch
        {
            AwsSecurityGroupOutput.Cli => ".sh",
            AwsSecurityGroupOutput.Terraform => ".tf",
            _ => ".json",
        };
        return new EmitterCase(emitter.Name + variant, extension, emitter);
    }
}
