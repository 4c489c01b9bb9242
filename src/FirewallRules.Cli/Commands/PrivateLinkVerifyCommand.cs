using System.CommandLine;

namespace FirewallRules.Cli.Commands;

/// <summary>Writes the script that checks endpoint services and names.</summary>
internal static class PrivateLinkVerifyCommand
{
    public const string Name = "verify";

    public const string Examples =
        """
        fwrules privatelink verify metrics traces --vpc-cidr 10.0.0.0/16 --output verify.sh
        fwrules privatelink verify --all --vpc-cidr 10.0.0.0/16 | sh -s -- --skip-aws
        """;

    public static Command Create(Terminal terminal)
    {
        var services = new PrivateLinkServiceOptions();
        var shape = new PrivateLinkShapeOptions("A prefix, IPv4 or IPv6, of the VPC that holds the endpoints. May be repeated.");
        var output = new Option<string?>("--output") { HelpName = "FILE", Description = "Write to a file, whole or not at all, instead of standard output." };
        var command = new Command(Name, "Writes a shell script that checks with aws and dig that the endpoint services and names are right.");
        services.AddTo(command);
        shape.AddTo(command);
        command.Options.Add(output);
        command.SetAction(result =>
        {
            var link = services.Read(result);
            var options = shape.Read(result, needsPrefixes: true);
            PrivateLinkText.Write(result.GetValue(output), terminal, () => link.ToVerifyScript(options));
            return ExitCode.Ok;
        });
        return command;
    }
}
