using System.CommandLine;

namespace FirewallRules.Cli.Commands;

/// <summary>Writes a script that checks endpoint services and DNS names.</summary>
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
        var shape = new PrivateLinkShapeOptions("An IPv4 prefix of the VPC that holds the endpoints. Can be repeated.");
        var output = new OutputOption();
        var command = new VerbCommand(Name, "Write a shell script that checks the endpoint services and DNS names with aws and dig.", Examples);
        services.AddTo(command);
        shape.AddTo(command);
        command.Options.Add(output);
        command.SetAction(result =>
        {
            var link = services.Read(result);
            var options = shape.Read(result);
            PrivateLinkText.Write(output.Read(result), terminal, () => link.ToVerifyScript(options));
            return ExitCode.Ok;
        });
        return command;
    }
}
