namespace FirewallRules.Emitters;

/// <summary>The parts of the update script that are the same for all rules, in addition to those of <see cref="AwsRuleScript"/>.</summary>
internal static class AwsSecurityGroupUpdateScript
{
    public const string Arguments = """
        usage() {
            echo "usage: sh $0 [--dry-run]$list_options GROUP-ID" >&2
            exit 2
        }

        dry_run=0
        shared_lists=0
        group=
        for argument in "$@"; do
            case $argument in
                --dry-run) dry_run=1 ;;
                --shared-lists) shared_lists=1 ;;
                sg- | sg-*[!0-9a-z]*) usage ;;
                sg-*) [ -z "$group" ] || usage; group=$argument ;;
                *) usage ;;
            esac
        done
        [ -n "$group" ] || usage
        [ -n "$list_options" ] || [ "$shared_lists" = 0 ] || usage
        set -- "$group"

        """ + AwsRuleScript.Preparation;

    /// <summary>Compares the group with the rules to add and to remove; other rules are ignored.</summary>
    public const string Rules = AwsRuleScript.ReadRules + CompareStart + AwsRuleScript.AddFunction + CompareChanges;

    /// <summary>Shows what would be done, and stops there with <c>--dry-run</c>.</summary>
    public const string Plan = """
        if [ "$dry_run" = 1 ]; then
            read_rules "$group" "$work/present"
            compare
            echo "$group: $(cat "$work/group.summary")"
            echo "nothing was changed"
            exit
        fi

        """;

    /// <summary>Adds new rules, then removes old ones.</summary>
    public const string Main = """
        read_rules "$group" "$work/present"
        compare
        echo "$group: $(cat "$work/group.summary")"

        for direction in $directions; do
            for file in "$work/group.add.$direction".*; do
                [ -e "$file" ] || continue
                aws ec2 "authorize-security-group-$direction" --group-id "$group" --ip-permissions "file://$file" >/dev/null
            done
        done

        for direction in $directions; do
            if [ -s "$work/group.revoke.$direction" ]; then
                xargs -n 50 aws ec2 "revoke-security-group-$direction" --group-id "$group" --security-group-rule-ids \
                    <"$work/group.revoke.$direction" >/dev/null
            fi
        done

        """;

    private const string CompareStart = """
        # Writes missing rules to add as JSON, at most 50 per file, and the ids of existing rules of ours to remove.
        compare() {
            awk -v marker="$marker" -v out="$work/group" '

        """;

    private const string CompareChanges = """
                function remote_of(name) { return name in id ? id[name] : name }
                step == "lists" { id["list:" $1] = $2; our_list[$2] = 1; next }
                step == "present" {
                    split($0, field, "\t")
                    direction = field[2] == "True" ? "egress" : "ingress"
                    key = direction " " field[3] " " field[4] " " field[5] " " field[6]
                    present[key] = 1
                    if (index(field[7] " ", marker " ") == 1 || field[6] in our_list) ours[key] = field[1]
                    next
                }
                step == "added" {
                    key = $1 " " $2 " " $3 " " $4 " " remote_of($5)
                    if (!(key in present)) add($1, $2, $3, $4, remote_of($5), substr($0, length($1 $2 $3 $4 $5) + 6))
                    next
                }
                {
                    key = $1 " " $2 " " $3 " " $4 " " remote_of($5)
                    if (key in ours) { print ours[key] > (out ".revoke." $1); revoked++ }
                }
                END {
                    for (direction in open) print "]" > open[direction]
                    print missing + 0 " rules to add, " revoked + 0 " of ours to revoke" > (out ".summary")
                }' step=lists "$work/lists" step=present "$work/present" step=added "$work/added" step=removed "$work/removed"
        }


        """;
}
