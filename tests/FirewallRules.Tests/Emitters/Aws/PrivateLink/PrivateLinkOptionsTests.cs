namespace FirewallRules.Tests.Emitters.Aws;

/// <summary>The options refuse values that could inject into a shell or a template, or that are too wide.</summary>
public sealed class PrivateLinkOptionsTests
{
    private static readonly PrivateLink Link = PrivateLink.For(Site.Us1, PrivateLinkService.Metrics);

    [Test]
    public void Without_prefixes_nothing_is_made()
    {
        foreach (var render in new Func<PrivateLinkOptions, string>[] { Link.ToCloudFormation, Link.ToTerraform, Link.ToAwsCli, Link.ToVerifyScript })
        {
            Assert.That(
                () => render(new PrivateLinkOptions()),
                Throws.TypeOf<EmitterOptionsException>().With.Property("Error").EqualTo(EmitterOptionsError.VpcPrefixesRequired));
        }
    }

    [TestCase("0.0.0.0/1", "128.0.0.0/1")]
    [TestCase("10.0.0.0/7")]
    public void The_whole_address_space_and_nearly_all_of_it_are_refused(params string[] prefixes)
        => Assert.That(() => new PrivateLinkOptions { VpcPrefixes = Sets.Of(prefixes) }, Throws.TypeOf<PrefixTooWideException>());

    [Test]
    public void The_widest_prefix_is_accepted()
        => Assert.That(new PrivateLinkOptions { VpcPrefixes = Sets.Of("10.0.0.0/8") }.VpcPrefixes.CountPrefixes(), Is.EqualTo(1));

    // The endpoints have no IPv6 addresses, so such a rule would open a port for nothing.
    [TestCase("2600:1f13::/56")]
    [TestCase("10.0.0.0/16", "::/0")]
    public void IPv6_prefixes_are_refused(params string[] prefixes)
    {
        Assert.That(() => new PrivateLinkOptions { VpcPrefixes = Sets.Of(prefixes) }, Throws.ArgumentException.With.Message.Contains("only IPv4"));
        Assert.That(() => RuleSet.ForPrivateLink(Sets.Of(prefixes)), Throws.ArgumentException.With.Message.Contains("only IPv4"));
    }

    [TestCase("")]
    [TestCase("vpc-0123456789abcdef0")]
    [TestCase("vpc-0123456789abcdef0@")]
    [TestCase("vpc-0123456789abcdef0@eu-west-1\n")]
    [TestCase("vpc-0123456789abcdef0@eu-west-1;id")]
    [TestCase("vpc-0123456789abcdef0@$(id)-west-1")]
    [TestCase("vpc-0123456789ABCDEF0@eu-west-1")]
    [TestCase("vpc-012345678@eu-west-1")]
    [TestCase("vpc-٠1234567@eu-west-1")]
    [TestCase("subnet-0123456789abcdef0@eu-west-1")]
    [TestCase("vpc-01234567@eu-west-1@eu-west-1")]
    public void An_invalid_VPC_is_refused(string text)
    {
        Assert.That(PrivateLinkVpc.TryParse(text, out _), Is.False);
        Assert.That(() => PrivateLinkVpc.Parse(text), Throws.TypeOf<FormatException>());
    }

    [TestCase("vpc-0123456789abcdef0@eu-west-1")]
    [TestCase("vpc-01234567@us-gov-west-1")]
    [TestCase("vpc-01234567@ap-southeast-12")]
    public void A_VPC_is_read_and_written(string text) => Assert.That(PrivateLinkVpc.Parse(text).ToString(), Is.EqualTo(text));

    [TestCase("")]
    [TestCase("Datadog")]
    [TestCase("sg-datadog")]
    [TestCase("a'; id #")]
    [TestCase("a-name-that-is-too-long")]
    public void An_invalid_name_prefix_is_refused(string prefix) => Assert.That(() => new PrivateLinkOptions { NamePrefix = prefix }, Throws.ArgumentException);

    [Test]
    public void Other_values_out_of_range_are_refused()
    {
        Assert.That(() => new PrivateLinkOptions { MaxRules = 0 }, Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => new PrivateLinkOptions { MaxRules = 1001 }, Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => new PrivateLinkOptions { Topology = (PrivateLinkTopology)3 }, Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void Agent_VPCs_require_peering_and_one_account()
    {
        var vpc = PrivateLinkVpc.Parse("vpc-01234567@eu-west-1");
        var options = new PrivateLinkOptions { VpcPrefixes = Sets.Of("10.0.0.0/16"), AgentVpcs = [vpc] };

        Assert.That(
            () => Link.ToTerraform(options),
            Throws.TypeOf<EmitterOptionsException>().With.Property("Error").EqualTo(EmitterOptionsError.PeeringRequired));
        Assert.That(
            () => Link.ToTerraform(options with { Topology = PrivateLinkTopology.Peering, AuthorizedVpcs = [vpc] }),
            Throws.TypeOf<EmitterOptionsException>().With.Property("Error").EqualTo(EmitterOptionsError.VpcInBothLists));
    }

    [Test]
    public void CloudFormation_cannot_authorize_and_says_what_can()
    {
        var options = new PrivateLinkOptions
        {
            Topology = PrivateLinkTopology.Peering,
            VpcPrefixes = Sets.Of("10.0.0.0/16"),
            AuthorizedVpcs = [PrivateLinkVpc.Parse("vpc-01234567@eu-west-1")],
        };

        Assert.That(
            () => Link.ToCloudFormation(options),
            Throws.TypeOf<EmitterOptionsException>().With.Property("Error").EqualTo(EmitterOptionsError.AuthorizedVpcsNotSupported));
        Assert.That(Link.ToTerraform(options), Does.Contain("\"vpc-01234567\" = \"eu-west-1\""));
        Assert.That(Link.ToAwsCli(options), Does.Contain("authorized_vpcs='vpc-01234567@eu-west-1'\n"));
    }
}
