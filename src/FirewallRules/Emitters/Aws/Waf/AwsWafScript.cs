namespace FirewallRules.Emitters;

/// <summary>The parts of the script that are the same for all IP sets. They need <c>aws</c> and the tools of POSIX.</summary>
internal static class AwsWafScript
{
    /// <summary>Reads the arguments, checks the tools and creates a temporary directory.</summary>
    public const string Arguments = """
        usage() {
            echo "usage: sh $0 [--dry-run] [--remove]" >&2
            exit 2
        }

        dry_run=0
        remove=0
        for argument in "$@"; do
            case $argument in
                --dry-run) dry_run=1 ;;
                --remove) remove=1 ;;
                *) usage ;;
            esac
        done
        for tool in aws awk grep mktemp tail tr; do
            command -v "$tool" >/dev/null || { echo "$0: $tool is not installed; nothing was changed" >&2; exit 1; }
        done
        AWS_PAGER=
        export AWS_PAGER
        work=$(mktemp -d)
        trap 'rm -rf "$work"' EXIT
        trap 'exit 1' HUP INT TERM

        """;

    public const string Functions = List + Compare + Change;

    /// <summary>Checks all sets before it changes one of them.</summary>
    public const string Main = """
        list_sets
        if [ "$remove" = 1 ]; then
            in_use=0
            while read -r number name version count description; do
                delete_set
            done <"$work/sets"
            exit "$in_use"
        fi

        foreign=
        while read -r number name version count description; do
            find_set
            if [ -n "$id" ] && [ "$ours" != True ]; then
                foreign="$foreign $name"
            elif [ -n "$id" ]; then
                read_set
            fi
            awk 'BEGIN { printf "[" } /\// { printf("%s\"%s\"", comma, $1); comma = "," } END { print "]" }' "$work/$number.wanted" >"$work/$number.json"
        done <"$work/sets"
        if [ -n "$foreign" ]; then
            echo "$0: nothing was changed, because these IP sets exist and have descriptions that do not start with '$marker ':$foreign" >&2
            echo "They can be somebody else's. To keep them, write the output with another --name-prefix; to replace them, delete them first." >&2
            exit 1
        fi
        while read -r number name version count description; do
            put_set
        done <"$work/sets"

        """;

    private const string List = """
        waf() {
            verb=$1
            shift
            aws wafv2 "$verb" --scope "$scope" "$@" </dev/null
        }

        # All sets: name, id, ARN, and whether the description starts with our marker. Descriptions are not read, because those of others can
        # contain line breaks. A line with "=" has the start of the next page.
        list_sets() {
            query="[[['=', NextMarker]], IPSets[*].[Name, Id, ARN, starts_with(not_null(Description, ''), '$marker ')]][]"
            waf list-ip-sets --limit 100 --query "$query" --output text >"$work/page"
            : >"$work/all"
            pages=0
            while :; do
                cat "$work/page" >>"$work/all"
                next=$(awk -F '\t' '$1 == "=" { next_page = $2 } NF > 2 { found = 1 } END { if (found) print next_page }' "$work/page")
                case $next in '' | None) return ;; esac
                pages=$((pages + 1))
                [ "$pages" -lt 1000 ] || { echo "$0: the list of IP sets does not end" >&2; exit 1; }
                waf list-ip-sets --limit 100 --next-marker "$next" --query "$query" --output text >"$work/page"
            done
        }

        # Looks up the set with the name: id, ARN, and whether it is ours. No id if there is none.
        find_set() {
            found=$(awk -F '\t' -v name="$name" '$1 == name && NF > 2 { print $2, $3, $4; exit }' "$work/all")
            id=${found%% *}
            ours=${found##* }
            arn=${found#* }
            arn=${arn% *}
        }

        # Reads the lock token and the addresses of the set.
        read_set() {
            waf get-ip-set --name "$name" --id "$id" --query '[[LockToken, IPSet.IPAddressVersion], IPSet.Addresses]' --output text >"$work/set"
            token=$(awk -F '\t' 'NR == 1 { print $1 }' "$work/set")
            is=$(awk -F '\t' 'NR == 1 { print $2 }' "$work/set")
            if [ "$is" != "$version" ]; then
                echo "$0: $name is for $is and not for $version; it was not changed" >&2
                exit 1
            fi
            tail -n +2 "$work/set" >"$work/rest"
            tr '\t' '\n' <"$work/rest" >"$work/present"
        }


        """;

    private const string Compare = """
        # Prints how many addresses are missing and how many are too many. The service may write an IPv6 prefix in another way than we do.
        compare() {
            awk '
                function group(digits) { sub(/^0+/, "", digits); return (digits == "" ? "0" : digits) ":" }
                function canonical(prefix,    part, side, left, right, dotted, sides, before, after, i, text) {
                    split(tolower(prefix), part, "/")
                    if (part[1] !~ /:/) return part[1] "/" part[2]
                    if (match(part[1], /[0-9]+\.[0-9]+\.[0-9]+\.[0-9]+$/)) {
                        split(substr(part[1], RSTART), dotted, ".")
                        part[1] = substr(part[1], 1, RSTART - 1) sprintf("%x:%x", dotted[1] * 256 + dotted[2], dotted[3] * 256 + dotted[4])
                    }
                    sides = split(part[1], side, "::")
                    before = split(side[1], left, ":")
                    after = sides > 1 ? split(side[2], right, ":") : 0
                    for (i = 1; i <= before; i++) text = text group(left[i])
                    for (i = before + after; i < 8; i++) text = text "0:"
                    for (i = 1; i <= after; i++) text = text group(right[i])
                    return text "/" part[2]
                }
                !/\// { next }
                step == "present" { present[canonical($1)] = 1; next }
                { wanted[canonical($1)] = 1 }
                END {
                    for (prefix in wanted) if (!(prefix in present)) missing++
                    for (prefix in present) if (!(prefix in wanted)) surplus++
                    print missing + 0, surplus + 0
                }' step=present "$work/present" step=wanted "$work/$number.wanted"
        }


        """;

    private const string Change = """
        # Whether the last call failed because somebody else changed the set at the same time; any other failure ends the script.
        # Then the sets are listed again.
        lost_race() {
            tries=$((tries + 1))
            if [ "$tries" -ge 5 ] || ! grep -q -e OptimisticLockException -e DuplicateItemException -e NonexistentItemException "$work/error"; then
                cat "$work/error" >&2
                echo "$0: $name was not changed" >&2
                exit 1
            fi
            sleep "$tries"
            list_sets
            find_set
            if [ -n "$id" ] && [ "$ours" != True ]; then
                echo "$0: somebody else made $name at the same time; it was not changed" >&2
                exit 1
            fi
        }

        # Creates the set or replaces all of its addresses, which is one change for the service.
        put_set() {
            tries=0
            find_set
            while :; do
                if [ -z "$id" ]; then
                    outcome="created, addresses: $count"
                    if [ "$dry_run" = 1 ]; then
                        echo "$name: would be $outcome"
                        return
                    fi
                    waf create-ip-set --name "$name" --ip-address-version "$version" --description "$description" \
                        --addresses "file://$work/$number.json" >/dev/null 2>"$work/error" && break
                else
                    read_set
                    changes=$(compare)
                    if [ "$changes" = "0 0" ]; then
                        echo "$name: unchanged, addresses: $count, $arn"
                        return
                    fi
                    outcome="updated, addresses: $count (${changes% *} added, ${changes#* } removed)"
                    if [ "$dry_run" = 1 ]; then
                        echo "$name: would be $outcome"
                        return
                    fi
                    waf update-ip-set --name "$name" --id "$id" --lock-token "$token" --description "$description" \
                        --addresses "file://$work/$number.json" >/dev/null 2>"$work/error" && break
                fi
                lost_race
            done
            verify_set
            echo "$name: $outcome, $arn"
        }

        # Reads the set again. A change by somebody else must not be taken for ours.
        verify_set() {
            tries=0
            while :; do
                list_sets
                find_set
                if [ -n "$id" ]; then
                    read_set
                    [ "$(compare)" != "0 0" ] || return 0
                fi
                tries=$((tries + 1))
                if [ "$tries" -ge 3 ]; then
                    echo "$0: $name does not have the addresses that were written: somebody else changed it at the same time; run this again" >&2
                    exit 1
                fi
                sleep "$tries"
            done
        }

        delete_set() {
            tries=0
            find_set
            while :; do
                if [ -z "$id" ]; then
                    echo "$name: does not exist"
                    return
                fi
                if [ "$ours" != True ]; then
                    echo "$0: $name was kept, because its description does not start with '$marker '" >&2
                    return
                fi
                if [ "$dry_run" = 1 ]; then
                    echo "$name: would be deleted"
                    return
                fi
                read_set
                waf delete-ip-set --name "$name" --id "$id" --lock-token "$token" >/dev/null 2>"$work/error" && break
                if grep -q AssociatedItemException "$work/error"; then
                    echo "$0: $name was kept, because a rule of a web ACL or of a rule group refers to it: change that rule first" >&2
                    in_use=1
                    return
                fi
                lost_race
            done
            echo "$name: deleted"
        }


        """;
}
