namespace FirewallRules.SystemTests;

/// <summary>
/// An <c>az</c> of our own that knows the rules of one NSG: it keeps them as files, writes down every call, and refuses what Azure refuses
/// when rules are changed one by one.
/// </summary>
internal sealed class FakeAzure
{
    private const string Program =
        """
        #!/bin/sh
        set -eu
        [ "$1 $2 $3" = 'network nsg rule' ]
        verb=$4
        shift 4
        name= direction= priority= group= nsg= rest=
        while [ $# -gt 0 ]; do
            case $1 in
            --resource-group) group=$2; shift ;;
            --nsg-name) nsg=$2; shift ;;
            --name) name=$2; shift ;;
            --direction) direction=$2; shift ;;
            --priority) priority=$2; shift ;;
            --output | --query) shift ;;
            --only-show-errors) ;;
            @* | *=@*) echo "would read the file $1" >&2; exit 1 ;;
            *) rest="$rest$1
        " ;;
            esac
            shift
        done
        [ "$group/$nsg" = "$AZ_NSG" ] || { echo "no NSG $group/$nsg" >&2; exit 3; }
        cd "$AZ_RULES"
        echo "$verb $name" >>"$AZ_LOG"
        refuse_conflict() {
            for other in *; do
                if [ "$other" != '*' ] && [ "$other" != "$name" ] && [ "$(head -n 1 "$other")" = "$direction $priority" ]; then
                    echo "SecurityRuleConflict: $name and $other" >&2
                    exit 1
                fi
            done
        }
        case $verb in
        list)
            for rule in *; do
                [ "$rule" = '*' ] || printf '%s\t%s\r\n' "$(head -n 1 "$rule" | tr ' ' '\t')" "$rule"
            done
            ;;
        create)
            [ "$name" != "${AZ_FAILS_AT-}" ] || { echo 'AnotherOperationInProgress' >&2; exit 1; }
            refuse_conflict
            printf '%s\n%s' "$direction $priority" "$rest" >"$name"
            ;;
        update)
            direction=$(head -n 1 "$name" | cut -d ' ' -f 1)
            refuse_conflict
            { echo "$direction $priority"; tail -n +2 "$name"; } >"../$name.new"
            mv "../$name.new" "$name"
            ;;
        delete)
            rm "$name"
            ;;
        *)
            exit 99
            ;;
        esac
        """;

    private readonly string _folder = Scratch.NewFolder();

    public FakeAzure()
    {
        Directory.CreateDirectory(RulesFolder);
        Scratch.WriteExecutable(Path.Combine(_folder, "az"), Program + "\n");
    }

    private string RulesFolder => Path.Combine(_folder, "rules");

    private string LogFile => Path.Combine(_folder, "log");

    /// <summary>The rules by name: direction and priority, then the other arguments.</summary>
    public IReadOnlyDictionary<string, string> Rules
        => Directory.GetFiles(RulesFolder).ToDictionary(file => Path.GetFileName(file), File.ReadAllText, StringComparer.Ordinal);

    /// <summary>The calls since the last time, without those that change nothing.</summary>
    public IReadOnlyList<string> TakeCalls()
    {
        var calls = File.Exists(LogFile) ? File.ReadAllLines(LogFile) : [];
        File.Delete(LogFile);
        return [.. calls.Where(call => !call.StartsWith("list", StringComparison.Ordinal))];
    }

    public void Add(string name, string direction, int priority)
        => File.WriteAllText(Path.Combine(RulesFolder, name), $"{direction} {priority}\nsomebody's own\n");

    public CommandResult Run(string script, string[] arguments, string failsAt = "")
        => Shell.Run("sh", [Scratch.Write(script), .. arguments], environment: new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["PATH"] = $"{_folder}:{Tool.SearchPath}",
            ["AZ_NSG"] = "my group/datadog",
            ["AZ_RULES"] = RulesFolder,
            ["AZ_LOG"] = LogFile,
            ["AZ_FAILS_AT"] = failsAt,
        });
}
