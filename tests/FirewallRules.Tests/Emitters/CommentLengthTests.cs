namespace FirewallRules.Tests.Emitters;

[TestFixtureSource(nameof(Cases))]
public sealed class CommentLengthTests(EmitterCase one)
{
    // Those for AWS and Azure put a mark before the comment, which has tests of its own.
    private static IEnumerable<EmitterCase> Cases
        => EmitterCases.Allowing.Where(one => one.Emitter is not AwsSecurityGroupEmitter and not AzureNsgEmitter);

    private int Limit => CommentFree.MaxLength(one.Emitter.Name);

    [Test]
    public void Up_to_the_limit_the_text_is_complete()
        => Assert.That(Longest(new string('x', Limit)), Is.EqualTo(new string('x', Limit)));

    [Test]
    public void Above_the_limit_the_text_is_cut_with_a_note()
        => Assert.That(Longest(new string('x', Limit + 1)), Is.EqualTo(new string('x', Limit - 3) + "..."));

    private string Longest(string comment)
        => CommentFree.Comments(
            one.Emitter.Name,
            RuleSet.Of(Rule.Egress(Sets.Of("192.0.2.0/24", "2001:db8::/32"), Protocol.Tcp, 443, comment)).Emit(one.Emitter))
            .MaxBy(text => text.Length)!;
}
