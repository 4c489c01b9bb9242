namespace FirewallRules.SystemTests;

/// <summary>The templates before cfn-lint.</summary>
[Platform("Unix")]
[Tools]
public sealed class PrivateLinkTemplateTests
{
    [Test]
    public void Are_clean()
    {
        Tool.RequireCommands("cfn-lint");
        var vpc = PrivateLinkVpc.Parse("vpc-0123456789abcdef0@eu-west-1");
        var files = new List<string>();
        foreach (var topology in Enum.GetValues<PrivateLinkTopology>())
        {
            foreach (var existing in new[] { false, true })
            {
                var options = new PrivateLinkOptions
                {
                    Topology = topology,
                    VpcPrefixes = Samples.Set("10.0.0.0/16 100.64.0.0/16"),
                    ExistingSecurityGroup = existing,
                    AgentVpcs = topology == PrivateLinkTopology.Peering && existing ? [vpc, PrivateLinkVpc.Parse("vpc-01234567@us-west-2")] : [],
                };
                var link = PrivateLink.ForAll(Site.Us1);
                files.Add(Write(".json", link.ToCloudFormation(options)));
            }
        }

        var lint = Shell.Run("cfn-lint", [.. files]);

        Assert.That(lint.ExitCode, Is.Zero, lint.ToString());
        Assert.That(lint.Output.Trim(), Is.Empty);
    }

    private static string Write(string extension, string template)
    {
        var path = Scratch.NewPath() + extension;
        File.WriteAllText(path, template);
        return path;
    }
}
