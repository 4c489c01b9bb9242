using NUnit.Framework.Interfaces;
using NUnit.Framework.Internal;

namespace FirewallRules.Tests;

/// <summary>A category of tests that only the full run includes; elsewhere they are reported as skipped, with the reason.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
internal abstract class FullRunOnlyAttribute(string category, string reason) : NUnitAttribute, IApplyToTest
{
    public string Category { get; } = category;

    public string Reason { get; } = reason;

    public void ApplyToTest(Test test)
    {
        test.Properties.Add(PropertyNames.Category, Category);
        if (!FullRun.IsOn && test.RunState is RunState.Runnable)
        {
            test.RunState = RunState.Ignored;
            test.Properties.Set(PropertyNames.SkipReason, $"{Reason}: set {FullRun.Variable}=1 to run it");
        }
    }
}
