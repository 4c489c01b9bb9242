namespace FirewallRules.Emitters;

/// <summary>The parts of the script that are the same for all rules.</summary>
internal static class AwsSecurityGroupScript
{
    /// <summary>Reads the arguments.</summary>
    public const string Arguments = """
        usage() {
            echo "usage: sh $0 [--dry-run] [--remove] [--revoke-default-egress] [--max-rules=N]$list_options GROUP-ID...  (group ids: $group_count)" >&2
            exit 2
        }

        dry_run=0
        remove=0
        shared_lists=0
        remove_orphans=0
        groups=
        for argument in "$@"; do
            case $argument in
                --dry-run) dry_run=1 ;;
                --remove) remove=1 ;;
                --revoke-default-egress) revoke_default_egress=1 ;;
                --max-rules=*)
                    limit=${argument#*=}
                    case $limit in "" | *[!0-9]*) usage ;; esac
                    ;;
                --shared-lists) shared_lists=1 ;;
                --remove-orphans) remove_orphans=1 ;;
                sg- | sg-*[!0-9a-z]*) usage ;;
                sg-*)
                    case " $groups " in *" $argument "*) usage ;; esac
                    groups="$groups $argument"
                    ;;
                *) usage ;;
            esac
        done
        [ -n "$list_options" ] || [ "$shared_lists$remove_orphans" = 00 ] || usage
        set -- $groups
        [ $# -eq "$group_count" ] || usage
        if [ "$remove" = 1 ]; then
            revoke_default_egress=0
        fi
        if [ "$revoke_default_egress$allows_egress" = 10 ]; then
            echo "$0: these rules allow no egress; revoking the default would close it altogether; nothing was changed" >&2
            exit 1
        fi

        """ + AwsRuleScript.Preparation;

    /// <summary>Compares the rules of a group with its limit. New rules are added before old ones are removed, so that both count.</summary>
    /// <remarks>
    /// A rule for another security group counts for both families. A list of another owner counts as one rule, because its size is not asked for.
    /// </remarks>
    public const string Room = """
        # GROUP NUMBER: prints the numbers with --dry-run; fails if the rules do not fit.
        check_room() {
            awk -v group="$1" -v limit="$limit" -v show="$dry_run" -v directions="$directions" '
                function count(number, direction, remote,    weight) {
                    weight = remote in size ? size[remote] : 1
                    if (remote == "None" || remote !~ /:/ && family[remote] != "IPv6") number[direction " IPv4"] += weight
                    if (remote == "None" || remote ~ /:/ && remote !~ /^list:/ || family[remote] == "IPv6") number[direction " IPv6"] += weight
                }
                step == "lists" { id["list:" $1] = $2; size["list:" $1] = size[$2] = $3; family["list:" $1] = family[$2] = $4; next }
                step == "present" {
                    split($0, field, "\t")
                    direction = field[2] == "True" ? "egress" : "ingress"
                    there[direction " " field[3] " " field[4] " " field[5] " " field[6]] = 1
                    count(present, direction, field[6])
                    next
                }
                {
                    remote = $5 in id && id[$5] != "-" ? id[$5] : $5
                    count(wanted, $1, remote)
                    if (!($1 " " $2 " " $3 " " $4 " " remote in there)) count(missing, $1, remote)
                }
                END {
                    n = split(directions, word, " ")
                    for (i = 1; i <= 2 * n; i++) {
                        kind = word[int((i + 1) / 2)] (i % 2 ? " IPv4" : " IPv6")
                        numbers = kind ": " present[kind] + 0 " present, " wanted[kind] + 0 " wanted, " missing[kind] + 0 " missing, limit " limit
                        if (show) print group " " numbers
                        if (missing[kind] > 0 && present[kind] + missing[kind] > limit) {
                            print group " " numbers >"/dev/stderr"
                            full = 1
                        }
                    }
                    exit full
                }' step=lists "$work/plan" step=present "$work/$2.present" step=wanted "$work/$2.wanted"
        }


        """;

    /// <summary>Shows what would be done, and stops before the first change if it cannot be done.</summary>
    public const string Plan = """
        number=0
        full=0
        for group in "$@"; do
            number=$((number + 1))
            if [ "$remove" = 1 ]; then
                : >"$work/$number.wanted"
            fi
            read_rules "$group" "$work/$number.present"
            if [ "$dry_run" = 1 ]; then
                compare "$number"
                echo "$group: $(cat "$work/$number.summary")"
            fi
            check_room "$group" "$number" || full=1
        done
        if [ "$full" = 1 ]; then
            echo "$0: the rules do not fit into a group beside those that are there; nothing was changed" >&2
            echo "$0: give --max-rules=N if the quota of the account is higher" >&2
            [ "$dry_run" = 1 ] || exit 1
        fi
        if [ "$dry_run" = 1 ]; then
            echo "nothing was changed"
            exit "$full"
        fi
        status=0
        trap 'status=$?; rm -rf "$work"; [ "$status" = 0 ] || echo "$0: not finished; what was done stays, and another run goes on" >&2' EXIT


        """;

    /// <summary>Reads the groups again.</summary>
    public const string Verify = """
        number=0
        for group in "$@"; do
            number=$((number + 1))
            tries=0
            while :; do
                rm -f "$work/$number".add.* "$work/$number".revoke.*
                read_rules "$group" "$work/$number.present"
                compare "$number"
                case $(cat "$work/$number.summary") in "0 rules to add, 0 "*) break ;; esac
                tries=$((tries + 1))
                [ "$tries" -lt 10 ] || { echo "$0: $group does not have the rules: $(cat "$work/$number.summary")" >&2; exit 1; }
                sleep 2
            done
        done

        """;
}
