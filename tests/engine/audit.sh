# Audits and their verdicts; to be sourced after engine.sh.
# shellcheck shell=sh disable=SC2154

# Audit the engine from its own host.
audit() {
	engine_inside "$work/dockaudit" -H unix:///run/docker.sock "$@"
}

facts() {
	engine_inside "$work/dockaudit" facts -H unix:///run/docker.sock
}

# verdicts WHAT ARGUMENT...: see verdicts.py.
verdicts() {
	python3 "$here/verdicts.py" "$@"
}

# What this engine has not, though the tables expect it.
engine_absent() {
	security=$(engine_docker info -f '{{.SecurityOptions}}')
	case $security in *name=apparmor*) ;; *) echo 5.2 ;; esac
	case $security in *name=selinux*) ;; *) echo 5.3 ;; esac
}

# Pass on all lines but those with counts, which are added up.
verdicts_add() {
	while IFS= read -r line; do
		case $line in
		[0-9]*' passed, '*' failed') echo "$line" >>"$work/counts" ;;
		*) printf '%s\n' "$line" ;;
		esac
	done
}

# verdict STATUS TEXT: one verdict that no table has.
verdict() {
	if [ "$1" -eq 0 ]; then
		echo "1 passed, 0 failed"
	else
		printf 'wrong: %s\n0 passed, 1 failed\n' "$2"
	fi
}

# The sum of all counts; fails when there was a wrong verdict, or none at all.
verdicts_total() {
	awk '{ passed += $1; failed += $3 }
		END { print passed + 0 " passed, " failed + 0 " failed"
			exit failed > 0 || passed == 0 }' "$work/counts"
}
