# What test/run, test/demo, test/matrix, test/lint and test/setup share: finding a PostgreSQL,
# installing what is missing, a private copy of the tree, a private server.
# Sourced by bash, never run.

set -o pipefail
# LANG too, because the tests in Perl take LC_ALL away, and a database without an encoding speaks no Chinese
export LC_ALL=C.UTF-8 LANG=C.UTF-8

# No setting of the caller's may lead a test to a server of the caller's.
for name in $(compgen -e | grep '^PG'); do
	[ "$name" = PG_CONFIG ] || unset "$name"
done
unset name MAKEFLAGS MFLAGS MAKEOVERRIDES MAKELEVEL PERL5OPT PROVE_FLAGS
export PG_CONFIG="${PG_CONFIG:-}"
[ -n "$PG_CONFIG" ] || unset PG_CONFIG

# Limits of time are there to end what hangs, and never to judge how fast a machine is.
export PGCTLTIMEOUT=600 PG_TEST_TIMEOUT_DEFAULT=900 PGISOLATIONTIMEOUT=900

# The throw-away user when root calls: a server refuses to run as root, and "postgres" might own
# somebody's real one.
throwaway_user=nobody

say() { printf '%s\n' "bsc: $*" >&2; }
die() { say "$*"; exit 1; }
is_root() { [ "$(id -u)" = 0 ]; }

# ---------------------------------------------------------------------------------------------
# Finding PostgreSQL
# ---------------------------------------------------------------------------------------------

# look_at PROGRAM: is this the pg_config of a server that extensions can be built for and run on?
# Sets PG_CONFIG and what follows from it.
look_at()
{
	local pgxs bin include
	pgxs=$("$1" --pgxs 2>/dev/null) && [ -f "$pgxs" ] || return 1
	# Debian's client package has PGXS too, but only that for development has the headers
	include=$("$1" --includedir-server) && [ -f "$include/postgres.h" ] || return 1
	bin=$("$1" --bindir) && [ -x "$bin/postgres" ] || return 1
	PG_CONFIG=$(command -v "$1")
	export PG_CONFIG
	pg_bin=$bin
	pg_top=${pgxs%/src/makefiles/pgxs.mk}
	pg_share=$("$1" --sharedir)
	pg_lib=$("$1" --pkglibdir)
	pg_version=$("$1" --version | sed 's/^[^0-9]*\([0-9]*\).*/\1/')
}

# Debian's directories of server versions, newest first.
debian_versions()
{
	local dir
	for dir in /usr/lib/postgresql/*/bin; do
		[ -x "$dir/$1" ] && basename "$(dirname "$dir")"
	done | sort -rn
}

# find_postgres: PG_CONFIG where it is given, else the one on PATH, else Debian's newest.
find_postgres()
{
	local version
	pg_bin=
	if [ -n "${PG_CONFIG:-}" ]; then
		look_at "$PG_CONFIG"
		return
	fi
	look_at pg_config && return
	for version in $(debian_versions pg_config); do
		look_at "/usr/lib/postgresql/$version/bin/pg_config" && return
	done
	return 1
}

# Which major version to install packages for.
wanted_version()
{
	local version
	if [ -n "${PG_CONFIG:-}" ]; then
		version=$("$PG_CONFIG" --version 2>/dev/null | sed -n 's/^PostgreSQL \([0-9]*\).*/\1/p')
		[ -n "$version" ] || version=$(sed -n 's|^/usr/lib/postgresql/\([0-9]*\)/.*|\1|p' <<<"$PG_CONFIG")
	else
		version=$(debian_versions postgres | head -n 1)
		[ -n "$version" ] || version=$(apt-cache depends postgresql 2>/dev/null |
			sed -n 's/.*Depends: postgresql-\([0-9]*\)$/\1/p' | head -n 1)
	fi
	echo "$version"
}

# ---------------------------------------------------------------------------------------------
# Installing what is missing
# ---------------------------------------------------------------------------------------------

python=${PYTHON:-/usr/bin/python3}
perl=${PERL:-/usr/bin/perl}

# The Python modules that the tests, or just these FILEs, import, of those that have a Debian package.
python_modules()
{
	local module
	[ $# -gt 0 ] || set -- "$top"/test/oracle/*.py "$top"/test/{checks,bench}/* "$top"/test/readme
	# and those of the oracles' own library that they import
	for module in $(sed -nE 's/^(import|from) +lib\.(\w+).*/\2/p' "$@" 2>/dev/null | sort -u); do
		set -- "$@" "$top/test/oracle/lib/$module.py"
	done
	sed -nE -s 's/^[[:space:]]*(import|from) +(numpy|scipy|mpmath|statsmodels|networkx|psycopg2|pandas|yaml)([ .,].*)?$/\2/p' \
		"$@" 2>/dev/null | sort -u
}

# large FILE...: those that import what is large to install: SciPy brings 50 MB with it, and statsmodels brings SciPy.
large()
{
	[ $# = 0 ] || grep -lE '^[[:space:]]*(import|from) +(scipy|statsmodels|pandas)\>' "$@"
}

# The compiler that PGXS will call.
compiler()
{
	local cc=${CC:-}
	[ -n "$cc" ] || [ -z "$pg_bin" ] || cc=$(sed -n 's/^CC *= *//p' "$pg_top/src/Makefile.global")
	echo "${cc:-gcc}"
}

has_odbc_driver()
{
	compgen -G '/usr/lib*/*/odbc/psqlodbcw.so' >/dev/null || compgen -G '/usr/lib*/psqlodbcw.so' >/dev/null
}

# has_font PATTERN: is there a font of which fontconfig says so?
has_font()
{
	[ -n "$(fc-list "$1" file 2>/dev/null)" ]
}

# missing NEED...: a line "package<TAB>what it is for" for everything that is not there.
# Each need is probed by what it must be able to do, so that other systems than Debian work too.
missing()
{
	local need module v
	v=${pg_version:-$(wanted_version)}
	v=${v:-NN}
	for need in "$@"; do
		case $need in
			build)
				if ! echo '#include <stdlib.h>' | $(compiler) -E - >/dev/null 2>&1; then
					printf 'gcc\ta C compiler\nlibc6-dev\tthe C library headers\n'
				fi
				command -v make >/dev/null || printf 'make\tGNU make\n'
				[ -n "$pg_bin" ] ||
					printf 'postgresql-%s\tthe server\npostgresql-server-dev-%s\tpg_config, PGXS and the server headers\n' "$v" "$v"
				;;
			server) # without this root cannot become the throw-away user
				! is_root || command -v runuser >/dev/null || printf 'util-linux\trunuser\n'
				;;
			perl)
				"$perl" -MTAP::Parser -MTest::More -e 1 2>/dev/null || printf 'perl\tPerl with its core modules\n'
				;;
			tap)
				"$perl" -MIPC::Run -e 1 2>/dev/null || printf 'libipc-run-perl\tPerl module IPC::Run\n'
				;;
			pgtap)
				[ -n "$pg_bin" ] && [ -f "$pg_share/extension/pgtap.control" ] ||
					printf 'postgresql-%s-pgtap\tpgTAP\n' "$v"
				;;
			cron)
				[ -n "$pg_bin" ] && [ -f "$pg_share/extension/pg_cron.control" ] ||
					printf 'postgresql-%s-cron\tpg_cron\n' "$v"
				;;
			python)
				"$python" -c 1 2>/dev/null || printf 'python3\tPython 3 as %s\n' "$python"
				;;
			python:*)
				module=${need#python:}
				"$python" -c "import $module" 2>/dev/null || printf 'python3-%s\tPython module %s\n' "$module" "$module"
				;;
			node)
				command -v node >/dev/null || printf 'nodejs\tNode.js\n'
				command -v npm >/dev/null || printf 'npm\tnpm\n'
				;;
			jdbc)
				command -v java >/dev/null || printf 'default-jre-headless\tJava\n'
				javac -version >/dev/null 2>&1 || ecj -version >/dev/null 2>&1 || {
					# Debian 13's ecj does not find its own classes
					if command -v ecj >/dev/null || grep -q '^13' /etc/debian_version 2>/dev/null; then
						printf 'default-jdk-headless\ta Java compiler\n'
					else
						printf 'ecj\ta Java compiler\n'
					fi
				}
				compgen -G '/usr/share/java/postgresql*.jar' >/dev/null || printf 'libpostgresql-jdbc-java\tthe JDBC driver\n'
				;;
			odbc)
				command -v isql >/dev/null || printf 'unixodbc\tisql\n'
				has_odbc_driver || printf 'odbc-postgresql\tthe ODBC driver\n'
				"$python" -c 'import pyodbc' 2>/dev/null || printf 'python3-pyodbc\tPython module pyodbc\n'
				;;
			libreoffice)
				# to somebody's own LibreOffice nothing is added: these packages would take its windows away
				command -v soffice >/dev/null || {
					printf 'libreoffice-%s\tLibreOffice\n' calc-nogui base-nogui base-drivers sdbc-postgresql
					printf 'python3-uno\tPython module uno\n'
				}
				has_odbc_driver || printf 'odbc-postgresql\tthe ODBC driver\n'
				;;
			psycopg | psycopg2)
				"$python" -c "import $need" 2>/dev/null || printf 'python3-%s\tPython module %s\n' "$need" "$need"
				;;
			pictures)
				command -v node >/dev/null || printf 'nodejs\tNode.js\n'
				command -v npm >/dev/null || printf 'npm\tnpm\n'
				command -v chromium >/dev/null || printf 'chromium\tthe browser Chromium\n'
				command -v dot >/dev/null || printf 'graphviz\tgraphviz\n'
				command -v pdftotext >/dev/null || printf 'poppler-utils\tpdftotext and its like\n'
				has_font :lang=en || printf 'fonts-dejavu-core\ta font\n'
				# one that is as wide as what most readers have: DejaVu is wider
				has_font 'Liberation Sans' || printf 'fonts-liberation\tthe font Liberation Sans\n'
				has_font :lang=zh || printf 'fonts-wqy-microhei\ta Chinese font\n'
				has_font :lang=und-zsye || printf 'fonts-noto-color-emoji\ta font with emoji\n'
				;;
			deb)
				command -v dpkg-shlibdeps >/dev/null && command -v dpkg-deb >/dev/null || printf 'dpkg-dev\tDebian'"'"'s tools for packages\n'
				command -v strip >/dev/null || printf 'binutils\tstrip\n'
				;;
			matrix)
				command -v mmdebstrap >/dev/null || printf 'mmdebstrap\tmmdebstrap\n'
				;;
		esac
	done
}

# Tell what to install, and how, and stop.
ask_for()
{
	local list
	list=$(cut -f 1 <<<"$1" | tr '\n' ' ')
	say "missing: $(cut -f 2 <<<"$1" | paste -sd ';' | sed 's/;/; /g')"
	if command -v apt-get >/dev/null; then
		say "$2; as root, run:"
		printf '    apt-get update && apt-get install --no-install-recommends %s\n' "${list% }" >&2
	else
		say "install these with this system's package manager (Debian calls them: ${list% })"
	fi
	exit 1
}

# What of the words of apt-get shows how far it is.
tell_install()
{
	awk '/^Need to get|newly installed/ { print "bsc: apt-get: " $0 }
		/^Get:/ && ++got % 25 == 0 { print "bsc: " got " packages are here" }
		/^Unpacking/ && ++unpacked % 25 == 0 { print "bsc: " unpacked " are unpacked" }
		/^Setting up/ && ++set % 25 == 0 { print "bsc: " set " are set up" }
		{ fflush() }' >&2
}

# ensure NEED...: find PostgreSQL and install what is missing, or say exactly what and stop.
ensure()
{
	local lines packages log status sudo=() quiet=/etc/postgresql-common/createcluster.d made=
	find_postgres || [ -z "${PG_CONFIG:-}" ] || [ -n "$(wanted_version)" ] ||
		die "PG_CONFIG=$PG_CONFIG is not the pg_config of a PostgreSQL"
	lines=$(missing "$@")
	[ -n "$lines" ] || return 0

	command -v apt-get >/dev/null || ask_for "$lines" "this is no Debian"
	if ! is_root; then
		if ! command -v sudo >/dev/null; then
			ask_for "$lines" "this user may not install packages (no sudo)"
		elif sudo -n true 2>/dev/null; then
			sudo=(sudo -n)
		elif [ -t 0 ] && [ -t 2 ]; then
			say "to install $(cut -f 1 <<<"$lines" | paste -sd ' ')"
			sudo -v || ask_for "$lines" "this user may not install packages"
			sudo=(sudo)
		else
			ask_for "$lines" "this user may not install packages (sudo does not let it without a password, and there is no terminal)"
		fi
	fi

	say "updating the lists of packages"
	"${sudo[@]}" apt-get -qq -o DPkg::Lock::Timeout=300 update </dev/null >&2 ||
		say "apt-get update failed; trying with the package lists that are there"
	lines=$(missing "$@")
	packages=$(cut -f 1 <<<"$lines" | sort -u)
	case $packages in
		*-NN*) ask_for "$lines" "no PostgreSQL is among the known packages" ;;
	esac
	say "installing" $packages
	# Debian would make a cluster and start it at once: nobody asked for a running server.
	if ! [ -e "$quiet/bsc.conf" ]; then
		made=$quiet/bsc.conf
		"${sudo[@]}" mkdir -p "$quiet"
		echo 'create_main_cluster = false' | "${sudo[@]}" tee "$made" >/dev/null
	fi
	log=$(mktemp)
	"${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0 \
		install --no-install-recommends $packages </dev/null 2>&1 | tee "$log" | tell_install
	status=${PIPESTATUS[0]}
	[ $status = 0 ] || cat "$log" >&2
	rm -f "$log"
	[ -z "$made" ] || "${sudo[@]}" rm -f "$made"
	hash -r
	find_postgres
	lines=$(missing "$@")
	if [ $status != 0 ] || [ -n "$lines" ]; then
		ask_for "${lines:-$packages}" "apt-get could not install them (see above)"
	fi
}

# want NEED...: install what is missing, all at once or else one by one, or say so and go on: who needs it must look,
# and skip.
want()
{
	local need
	[ $# -gt 0 ] && [ -n "$(missing "$@")" ] || return 0
	(ensure "$@") && return
	for need in "$@"; do
		[ $# -gt 1 ] && (ensure "$need") || say "going on without what $need needs; what needs it is skipped"
	done
}

# The folder for what outlives a run: what is downloaded once, the demos. Root's must be open to the throw-away user.
cache_home()
{
	if is_root; then
		echo /var/cache/bsc
	else
		echo "${XDG_CACHE_HOME:-${HOME:-/nonexistent}/.cache}/bsc"
	fi
}

# node_packages LIST: the names of all packages that this package.json asks for.
node_packages()
{
	"$perl" -MJSON::PP -0777 -ne '
		my $list = JSON::PP->new->decode($_);
		print "$_\n" for sort map { keys %{ $list->{$_} // {} } } qw(dependencies optionalDependencies);' "$1"
}

# node_missing LIST FOLDER: those of them that are not there. What npm says is not enough: a package that may be left out is,
# without a word, where the registry refuses it.
node_missing()
{
	local name
	for name in $(node_packages "$1"); do
		[ -f "$2/node_modules/$name/package.json" ] || echo "$name"
	done
}

# node_folder NAME: installs what test/NAME/package.json names, once, and prints the folder that node_modules is in: nothing
# where there is none. Only a folder with all of it is kept; one with a part serves until the next run tries again.
node_folder()
{
	local list=$top/test/$1/package.json folder new missing
	[ -f "$list" ] && command -v npm >/dev/null || return 1
	folder=$(cache_home)/node-$1-$(sha256sum <"$list" | cut -c 1-12)
	if [ ! -d "$folder" ] || [ -n "$(node_missing "$list" "$folder")" ]; then
		say "installing the npm packages of test/$1"
		mkdir -p "${folder%/*}" && new=$(mktemp -d "${folder%/*}/new.XXXXXX") && cp "$list" "$new/" || return 1
		(cd "$new" && npm install --ignore-scripts --no-audit --no-fund --no-package-lock --omit=dev \
			--fetch-retries=2 --fetch-retry-mintimeout=2000 --fetch-retry-maxtimeout=10000) </dev/null >"$new.log" 2>&1 ||
			tail -n 20 "$new.log" >&2
		rm -f "$new.log"
		missing=$(node_missing "$list" "$new")
		if [ "$missing" = "$(node_packages "$list")" ]; then
			rm -rf "$new"
			[ -d "$folder" ] || {
				say "npm could install none of them: what needs them is skipped"
				return 1
			}
		else
			[ -z "$missing" ] || say "npm could not install" $missing "- what needs them is skipped"
			chmod -R a+rX "$new"
			rm -rf "$folder"
			# somebody else may have been faster
			mv -T "$new" "$folder" 2>/dev/null || rm -rf "$new"
		fi
		find "${folder%/*}" -maxdepth 1 -name "node-$1-????????????" ! -path "$folder" -exec rm -rf {} +
	fi
	echo "$folder"
}

# ---------------------------------------------------------------------------------------------
# A private copy of the tree, a private installation
# ---------------------------------------------------------------------------------------------

# A directory name that make, pg_ctl and a socket address (107 bytes) can live with.
temporary_directory()
{
	local base=${TMPDIR:-/tmp}
	case $base in
		*[!A-Za-z0-9/._-]* | ?????????????????????????????????????????????*) base=/tmp ;;
	esac
	mktemp -d "$base/bsc-$1.XXXXXX"
}

# copy_tree DIR: the working tree as it is, uncommitted changes included, without what was built in it.
copy_tree()
{
	mkdir -p "$1" &&
		tar -C "$top" --exclude=./.git --exclude='*.o' --exclude='*.so' --exclude='*.bc' --exclude=./results \
			--exclude=./output_iso --exclude=./tmp_check --exclude='./bsc--*.*.*.sql' \
			--exclude='./bsc-*.zip' --exclude='./postgresql-*.deb' -cf - . |
		tar -C "$1" --no-same-owner -xf - &&
		# scripts that lead from one version to the next are sources
		find "$top" -maxdepth 1 -name 'bsc--*--*.sql' -exec cp {} "$1" \; &&
		chmod -R u+rwX,go+rX "$1"
}

# become: sets the array "as_user", which put before a command runs it as an ordinary user: the caller,
# or the throw-away user when the caller is root.
become()
{
	as_user=(env)
	! is_root || as_user=(runuser -u "$throwaway_user" -- env HOME="$1" USER="$throwaway_user" LOGNAME="$throwaway_user")
}

give_away()
{
	! is_root || chown -R "$throwaway_user": "$@"
}

# build_copy SOURCE DESTDIR: make and make install; the log is shown only if it fails.
build_copy()
{
	local log=$2.log
	if ! make -C "$1" -j "$(nproc)" PG_CONFIG="$PG_CONFIG" all >"$log" 2>&1 ||
		! make -C "$1" PG_CONFIG="$PG_CONFIG" install DESTDIR="$2" >>"$log" 2>&1; then
		cat "$log" >&2
		return 1
	fi
	# warnings of the compiler are worth a look, even though they stop nothing here
	grep -E 'warning:' "$log" >&2 || true
}

server_knows()
{
	"$pg_bin/postgres" --describe-config 2>/dev/null | cut -f 1 | grep -x "$1" >/dev/null
}

# extension_settings DESTDIR: prints the settings by which a server finds an extension installed
# there. Debian's servers know extension_destdir, 18 and later extension_control_path. Others are
# started from a private tree of links: a server finds its files relative to its program.
extension_settings()
{
	if [ -n "${BSC_RELOCATE:-}" ]; then
		return 0
	elif server_knows extension_destdir; then
		echo "extension_destdir = '$1'"
	elif server_knows extension_control_path; then
		echo "extension_control_path = '$1$pg_share:\$system'"
	else
		return 0
	fi
	echo "dynamic_library_path = '$1$pg_lib:\$libdir'"
}

# relocate DESTDIR: make the private tree of links where no setting will do, and use its programs.
relocate()
{
	local file
	[ -z "$(extension_settings "$1")" ] || return 0
	mkdir -p "$1$pg_bin" "$1$pg_share/extension" "$1$pg_lib"
	for file in "$pg_bin"/{postgres,initdb,pg_*}; do
		[ "${file##*/}" = pg_config ] || cp "$file" "$1$pg_bin/" || return 1
	done
	for file in "$pg_share"/* "$pg_share"/extension/* "$pg_lib"/*; do
		case ${file##*/} in
			extension | bsc.control | bsc--*.sql | bsc.so) ;;
			*) [ -e "$1$file" ] || ln -s "$file" "$1$file" || return 1 ;;
		esac
	done
	server_bin=$1$pg_bin
}

# make_cluster DIR DESTDIR: a fresh cluster that knows the extension; fast, not durable, socket only.
make_cluster()
{
	server_bin=$pg_bin
	relocate "$2" || return 1
	"$server_bin/initdb" -D "$1" -U postgres -A trust -E UTF8 --locale="${BSC_LOCALE:-C.UTF-8}" --no-sync >"$1.log" 2>&1 ||
		"$server_bin/initdb" -D "$1" -U postgres -A trust -E UTF8 --locale=C --no-sync >"$1.log" 2>&1 || {
		cat "$1.log" >&2
		return 1
	}
	{
		echo "listen_addresses = ''"
		echo "fsync = off"
		echo "full_page_writes = off"
		echo "synchronous_commit = off"
		echo "max_wal_size = '2GB'"
		echo "log_timezone = 'UTC'"
		echo "timezone = 'UTC'"
		extension_settings "$2"
	} >>"$1/postgresql.conf"
}

# start_cluster DIR SOCKETS [PORT]: start it, on the port of its configuration if none is given, and point PGHOST and its like at it. Its socket is in a directory of
# its own, so no port can be taken by another server.
start_cluster()
{
	mkdir -p "$2" && chmod 700 "$2" &&
		"$server_bin/pg_ctl" -D "$1" -w -t 600 -l "$1.log" -o "-k '$2'${3:+ -p $3}" start >"$1.start" 2>&1 </dev/null || {
		say "the server does not start:"
		cat "$1.start" "$1.log" >&2
		return 1
	}
	export PGHOST=$2 PGPORT=${3:-5432} PGUSER=postgres PGDATABASE=postgres
}

# start_tcp_cluster DIR SOCKETS: the same, and on a free port of the loopback too, for who knows no sockets: Java. What
# listens there can be reached by everybody on the machine, so it asks for a password that is made here.
start_tcp_cluster()
{
	local try port
	sed -i -E '/^host/s/[a-z0-9-]+$/scram-sha-256/' "$1/pg_hba.conf" &&
		echo "listen_addresses = '127.0.0.1'" >>"$1/postgresql.conf" || return 1
	PGPASSWORD=$(od -An -N 16 -tx1 /dev/urandom | tr -d ' \n')
	export PGPASSWORD
	# somebody may take the port before the server does
	for try in 1 2 3; do
		port=$(free_port) && start_cluster "$1" "$2" "$port" && export BSC_TCP_PORT=$port && return
	done
	return 1
}

stop_cluster()
{
	[ ! -f "$1/postmaster.pid" ] || "$server_bin/pg_ctl" -D "$1" -m immediate -w -t 30 stop >/dev/null 2>&1
}

free_port()
{
	"$perl" -MIO::Socket::INET -e '
		my $s = IO::Socket::INET->new(Listen => 1, LocalAddr => "127.0.0.1", LocalPort => 0) or die "no free port: $!\n";
		print $s->sockport, "\n";'
}
