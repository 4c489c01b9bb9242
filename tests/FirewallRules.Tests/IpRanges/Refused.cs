using NUnit.Framework.Constraints;

namespace FirewallRules.Tests.IpRanges;

/// <summary>The refusal of a document at a path for a reason.</summary>
internal static class Refused
{
    public static Constraint At(string path, string reason)
        => Throws.TypeOf<IpRangesFormatException>()
            .With.Property(nameof(IpRangesFormatException.JsonPath)).EqualTo(path)
            .And.Property(nameof(IpRangesFormatException.Reason)).Contains(reason)
            .And.Message.StartsWith(path + ": ");
}
