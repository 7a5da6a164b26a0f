# sh start.sh "PROGRAM ..." NAME [ARGUMENT ...]: runs js/NAME.js by node, or says in TAP which of these programs is not
# there. The files beside this one that can be executed are the tests.
for program in node $1; do
	if ! command -v "$program" >/dev/null 2>&1; then
		echo "1..0 # SKIP there is no $program"
		exit
	fi
done
case " $1 " in
	*" chromium "*)
		for package in axe-core marked mermaid playwright-core; do
			if ! [ -f "$BSC_NODE_pictures/node_modules/$package/package.json" ]; then
				echo "1..0 # SKIP the npm package $package could not be installed"
				exit
			fi
		done
		;;
esac
name=$2
shift 2
exec node "$(dirname "$0")/js/$name.js" "$@"
