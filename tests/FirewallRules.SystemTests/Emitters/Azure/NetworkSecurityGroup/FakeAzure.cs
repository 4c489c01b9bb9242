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
        name= direction= priority= group= nsg= description= query= rest=
        while [ $# -gt 0 ]; do
            case $1 in
            --resource-group) group=$2; shift ;;
            --nsg-name) nsg=$2; shift ;;
            --name) name=$2; shift ;;
            --direction) direction=$2; shift ;;
            --priority) priority=$2; shift ;;
            --description) description=$2; shift ;;
            --query) query=$2; shift ;;
            --output) shift ;;
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
            [ -z "${AZ_BEFORE_LIST-}" ] || sh -c "$AZ_BEFORE_LIST" </dev/null
            marker=${query#*, \'\'), \'}; marker=${marker%%\'*}
            for rule in *; do
                [ "$rule" != '*' ] || continue
                text=$(sed -n 2p "$rule")
                case $text in
                "$marker"*) marked=True ;;
                *) marked=False ;;
                esac
                case $query in
                "[*].[direction, priority, name, starts_with(not_null(description, ''), '$marker')]") text=$marked ;;
                "[?starts_with(not_null(description, ''), '$marker')].[direction, priority, name, description]")
                    [ $marked = True ] || continue
                    ;;
                *) echo "unknown query: $query" >&2; exit 98 ;;
                esac
                printf '%s\t%s\t%s\r\n' "$(head -n 1 "$rule" | tr ' ' '\t')" "$rule" "$text"
            done
            ;;
        create)
            [ "$name" != "${AZ_FAILS_AT-}" ] || { echo 'AnotherOperationInProgress' >&2; exit 1; }
            refuse_conflict
            printf '%s\n%s\n%s' "$direction $priority" "$description" "$rest" >"$name"
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

    /// <param name="name">The name.</param>
    /// <param name="direction">The direction, as Azure writes it.</param>
    /// <param name="priority">The priority.</param>
    /// <param name="description">The description on the first line, then anything else.</param>
    public void Add(string name, string direction, int priority, string description = "somebody's own")
        => File.WriteAllText(Path.Combine(RulesFolder, name), $"{direction} {priority}\n{description}\n");

    /// <param name="script">The script.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="failsAt">The rule that Azure refuses to create.</param>
    /// <param name="beforeList">A shell command that runs in the folder of the rules before each list, as somebody else.</param>
    public CommandResult Run(string script, string[] arguments, string failsAt = "", string beforeList = "")
        => Shell.Run("sh", [Scratch.Write(script), .. arguments], environment: new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["PATH"] = $"{_folder}:{Tool.SearchPath}",
            ["AZ_NSG"] = "my group/datadog",
            ["AZ_RULES"] = RulesFolder,
            ["AZ_LOG"] = LogFile,
            ["AZ_FAILS_AT"] = failsAt,
            ["AZ_BEFORE_LIST"] = beforeList,
        });
}
