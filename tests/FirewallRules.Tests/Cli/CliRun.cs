using System.Text;
using FirewallRules.Cli;

namespace FirewallRules.Tests.Cli;

/// <summary>One run of the command line inside the test process.</summary>
internal sealed record CliRun(int ExitCode, string Output, string Error)
{
    /// <summary>A day on which the embedded document is not old.</summary>
    public static readonly DateTimeOffset Today = new(IpRangesSnapshot.Us1.Provenance.Modified!.Value.AddDays(13), TimeOnly.MinValue, TimeSpan.Zero);

    /// <summary>The notice of a run on that day that uses the embedded document.</summary>
    public static readonly string UsingEmbedded = $"fwrules: using {IpRangesSnapshot.Us1}, which is 13 days old\n";

    public static CliRun Of(string commandLine, string input = "")
        => Of(commandLine.Split(' ', StringSplitOptions.RemoveEmptyEntries), Encoding.UTF8.GetBytes(input));

    public static CliRun Of(string[] args, byte[] input) => Of(args, input, _ => null);

    /// <param name="args">The command line.</param>
    /// <param name="input">The standard input.</param>
    /// <param name="variable">Reads a variable of the environment.</param>
    /// <param name="time">The clock; by default it stands still at <see cref="Today"/>.</param>
    public static CliRun Of(string[] args, byte[] input, Func<string, string?> variable, TimeProvider? time = null)
    {
        var output = new MemoryStream();
        using var error = new StringWriter { NewLine = "\n" };
        var exitCode = FwrulesApp.Run(args, new Terminal(() => new MemoryStream(input), () => output, () => error)
        {
            Variable = variable,
            Time = time ?? new FixedTime(Today),
        });
        return new CliRun(exitCode, Encoding.UTF8.GetString(output.ToArray()), error.ToString());
    }

    /// <summary>A clock that stands still. Delays and timeouts are those of the system.</summary>
    internal sealed class FixedTime(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }

    /// <summary>A refusal: this exit code, nothing on standard output, and one last line on standard error.</summary>
    public string Refused(int exitCode)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(ExitCode, Is.EqualTo(exitCode), Error);
            Assert.That(Output, Is.Empty);
            Assert.That(Error, Does.StartWith("fwrules: ").And.EndsWith("\n"));
            Assert.That(Error, Does.Not.Contain("   at "), "a stack trace is no sentence");
            Assert.That(Error, Does.Not.Contain("(Parameter '").And.Not.Contain("System."), "names in code are none either");
        }

        return Error.TrimEnd('\n').Split('\n')[^1];
    }
}
