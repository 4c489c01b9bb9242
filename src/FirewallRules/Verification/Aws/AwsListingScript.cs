namespace FirewallRules.Verification;

/// <summary>The script that prints security groups with the entries of their prefix lists.</summary>
internal static class AwsListingScript
{
    /// <remarks>
    /// The answer about the entries of a list does not name the list. Nothing is printed before everything is read, so that a failure leaves no part of
    /// a listing.
    /// </remarks>
    public const string Text =
        """
        #!/bin/sh
        # Prints security groups, and the entries of the prefix lists that they refer to.
        set -eu
        if [ $# -eq 0 ]; then
            echo "usage: sh $0 GROUP-ID..." >&2
            exit 2
        fi
        command -v aws >/dev/null || { echo "$0: aws is not installed" >&2; exit 1; }
        AWS_PAGER=
        export AWS_PAGER
        groups=$(aws ec2 describe-security-groups --group-ids "$@" --query SecurityGroups --output json)
        lists=$(printf '%s\n' "$groups" | sed -n 's/.*"PrefixListId": *"\(pl-[0-9a-z]*\)".*/\1/p' | sort -u)
        all=
        for list in $lists; do
            entries=$(aws ec2 get-managed-prefix-list-entries --prefix-list-id "$list" --query Entries --output json)
            all="$all${all:+,
        }\"$list\": $entries"
        done
        printf '{"SecurityGroups": %s,\n"PrefixLists": {%s}}\n' "$groups" "$all"

        """;
}
