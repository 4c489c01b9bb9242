using NUnit.Framework.Internal;

namespace FirewallRules.Tests;

/// <summary>One check over many inputs in one test: a failure names every input that failed, up to a handful.</summary>
internal static class Each
{
    private const int MostFailures = 5;

    public static void Of<T>(IEnumerable<T> inputs, Func<T, string> name, Action<T> check)
    {
        var failures = new List<string>();
        foreach (var (input, index) in inputs.Select((input, index) => (input, index)))
        {
            if (Failure(() => check(input)) is not { } failure)
            {
                continue;
            }

            failures.Add($"{name(input)} (number {index}):\n{failure}");
            if (failures.Count == MostFailures)
            {
                break;
            }
        }

        if (failures.Count > 0)
        {
            Assert.Fail(string.Join("\n\n", failures));
        }
    }

    // A context of its own: NUnit records a failed assertion in the test even where the exception is caught.
    private static string? Failure(Action check)
    {
        using var context = new TestExecutionContext.IsolatedContext();
        try
        {
            check();
            return null;
        }
        catch (Exception e)
        {
            return e is AssertionException ? e.Message : e.ToString();
        }
    }
}
