using FirewallRules.Emitters;

namespace FirewallRules.Tests.Emitters;

/// <summary>Updates as files to read; what they mean is tested elsewhere.</summary>
public sealed class UpdateGalleryTests
{
    private static readonly string[] Shown =
    [
        "nftables", "nftables-json", "nftables-table-deny", "iptables", "iptables-restore", "ipset", "firewalld", "ufw", "windows", "netsh",
        "aws-cli", "aws-cli-prefix-list", "aws-json", "aws-terraform", "aws-cloudformation", "azure-cli", "azure-arm-whole-deny",
    ];

    private static IEnumerable<TestCaseData> Outputs()
        => from one in EmitterCases.Gallery
           where Shown.Contains(one.Name)
           select new TestCaseData(one) { TestName = $"update {one.Name}" };

    [TestCaseSource(nameof(Outputs))]
    public void Is_as_approved(EmitterCase one)
    {
        var text = UpdateSamples.Updated.EmitUpdate(UpdateSamples.Old, one.Emitter)
            .Replace($"FirewallRules {OutputHeader.ToolVersion}.", "FirewallRules X.Y.Z.", StringComparison.Ordinal);

        Approved.Verify($"update-{one.Name}{one.Extension}", text);
    }
}
