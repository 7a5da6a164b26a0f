# sh start.sh NAME PROGRAM...: runs js/NAME.js by node, or says in TAP which of these programs is not there.
# Sourced by nobody; the files beside it that can be executed are the tests.
name=$1
shift
for program in node "$@"; do
	if ! command -v "$program" >/dev/null 2>&1; then
		echo "1..0 # SKIP there is no $program"
		exit
	fi
done
case " $* " in
	*" chromium "*)
		if ! [ -d "$BSC_NODE_pictures/node_modules" ]; then
			echo "1..0 # SKIP the npm packages of test/pictures are not installed"
			exit
		fi
		;;
esac
exec node "$(dirname "$0")/js/$name.js"
