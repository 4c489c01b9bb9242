namespace FirewallRules.Emitters;

/// <summary>The parts of the script that are the same for all rules. Needs <c>az</c> and the tools of POSIX.</summary>
internal static class AzureNsgCliScript
{
    public const string RemoveArgument =
        """

        set -eu
        remove=
        if [ "${1-}" = --remove ]; then
            remove=yes
            shift
        fi
        if [ $# -lt 1 ] || [ $# -gt 2 ]; then
            echo "usage: sh $0 [--remove] GROUP [NSG]" >&2
            exit 2
        fi

        """;

    public const string Arguments =
        """

        set -eu
        if [ $# -lt 1 ] || [ $# -gt 2 ]; then
            echo "usage: sh $0 GROUP [NSG]" >&2
            exit 2
        fi

        """;

    public const string Preparation =
        """
        group=$1
        nsg=${2-NSG_NAME}
        for argument in "$group" "$nsg"; do
            case $argument in
            '' | -* | @*)
                echo "$0: '$argument' is no name of a resource group or an NSG" >&2
                exit 2
                ;;
            esac
        done
        command -v az >/dev/null || { echo "$0: az is not installed; nothing was changed" >&2; exit 1; }

        nsg_rule() {
            verb=$1
            shift
            az network nsg rule "$verb" --resource-group "$group" --nsg-name "$nsg" --only-show-errors "$@" </dev/null
        }

        """;

    public const string Existing =
        """

        existing=$(nsg_rule list --query '[*].[direction, priority, name]' --output tsv)
        existing=$(printf '%s\n' "$existing" | tr -d '\r' | tr '\t' ' ')

        """;

    public const string Superseded =
        """

        # Our rules that are no longer wanted. The deny rules sort first, so that traffic that was allowed is not denied in between.
        superseded() {
            printf '%s\n' "$existing" | while read -r direction priority name; do
                if ours "$name" && ! wanted | cut -d ' ' -f 3 | grep -q -x -F -e "$name"; then
                    printf '%s\n' "$name"
                fi
            done | LC_ALL=C sort
        }

        """;

    public const string SupersededInUpdate =
        """

        # Rules of the old rule set that still exist. The deny rules sort first, so that traffic that was allowed is not denied in between.
        superseded() {
            printf '%s\n' "$existing" | while read -r direction priority name; do
                if former | grep -q -x -F -e "$name"; then
                    printf '%s\n' "$name"
                fi
            done | LC_ALL=C sort
        }

        """;

    public const string ConflictingPriorities =
        """

        # Rules with a priority that another rule needs.
        in_the_way() {
            printf '%s\n' "$existing" | while read -r direction priority name; do
                if wanted | grep -q -e "^$direction $priority " && ! wanted | grep -q -x -F -e "$direction $priority $name"; then
                    printf '%s\n' "$direction $priority $name"
                fi
            done
        }

        """;

    public const string Remove =
        """

        if [ -n "$remove" ]; then
            wanted() { :; }
            for name in $(superseded); do
                nsg_rule delete --name "$name"
            done
            exit 0
        fi

        """;

    public const string MoveConflicting =
        """

        moving=$(in_the_way)
        others=$(printf '%s\n' "$moving" | while read -r direction priority name; do
            if [ -n "$name" ] && ! ours "$name"; then
                printf '%s' " $name ($direction $priority)"
            fi
        done)
        if [ -n "$others" ]; then
            echo "$0: other rules have priorities that are needed; nothing was changed:$others" >&2
            exit 1
        fi
        printf '%s\n' "$moving" | {
            spare=LAST_PRIORITY
            while read -r direction priority name; do
                [ -n "$name" ] || continue
                while { printf '%s\n' "$existing"; wanted; } | grep -q -e "^[A-Za-z]* $spare "; do
                    spare=$((spare - 1))
                done
                nsg_rule update --name "$name" --priority "$spare" --output none
                spare=$((spare - 1))
            done
        }

        """;

    public const string RemoveSuperseded =
        """

        for name in $(superseded); do
            nsg_rule delete --name "$name"
        done
        """;
}
