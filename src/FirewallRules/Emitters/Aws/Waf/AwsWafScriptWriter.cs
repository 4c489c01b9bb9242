using System.Globalization;

namespace FirewallRules.Emitters;

/// <summary>Writes the POSIX shell script that creates and updates IP sets, or deletes those of this library.</summary>
internal sealed class AwsWafScriptWriter(TextWriter writer, AwsWafPlan plan)
{
    private readonly ShellWriter _shell = new(writer);

    public void Write(IReadOnlyList<string> header)
    {
        _shell.Start(header);
        _shell.Line();
        _shell.Line("set -eu");
        _shell.Assign("marker", plan.Descriptions.Marker);
        _shell.Assign("scope", plan.ScopeWord);
        if (plan.Options.Scope == AwsWafScope.CloudFront)
        {
            _shell.Comment("AWS has such IP sets in this region only.");
            _shell.Line("AWS_REGION=us-east-1");
            _shell.Line("AWS_DEFAULT_REGION=us-east-1");
            _shell.Line("export AWS_REGION AWS_DEFAULT_REGION");
        }

        _shell.Line();
        WriteSets();
        _shell.Code(AwsWafScript.Arguments);
        WriteFiles();
        _shell.Code(AwsWafScript.Functions);
        _shell.Code(AwsWafScript.Main);
    }

    private void WriteSets()
    {
        _shell.Comment("Number, name, family, number of addresses, description.");
        _shell.DataFunction("sets", plan.Sets.Select((set, i) => string.Create(
            CultureInfo.InvariantCulture,
            $"{i + 1} {set.Name} {set.Version} {set.Addresses.CountPrefixes()} {plan.Descriptions.WithVersions(set)}")));
        _shell.Line();
        for (var i = 0; i < plan.Sets.Count; i++)
        {
            _shell.Comment($"Addresses of {plan.Sets[i].Name}.");
            _shell.DataFunction($"addresses_{Number(i)}", plan.Sets[i].Addresses.Select(prefix => prefix.ToString()));
            _shell.Line();
        }
    }

    private void WriteFiles()
    {
        _shell.Line("sets >\"$work/sets\"");
        for (var i = 0; i < plan.Sets.Count; i++)
        {
            _shell.Line($"addresses_{Number(i)} >\"$work/{Number(i)}.wanted\"");
        }

        _shell.Line();
    }

    private static string Number(int index) => (index + 1).ToString(CultureInfo.InvariantCulture);
}
