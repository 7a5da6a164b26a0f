# What test/matrix and test/fresh share: chroots of Debian releases.
# Sourced by bash after test/common.sh, never run.

cache=${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/bsc

# This machine's ways to the registries of packages, for those in a chroot: proxies, and the certificates that Node.js
# trusts beyond its own.
ways=()
for name in http_proxy https_proxy no_proxy HTTP_PROXY HTTPS_PROXY NO_PROXY; do
	[ -z "${!name:-}" ] || ways+=("$name=${!name}")
done
unset name
[ ! -f "${NODE_EXTRA_CA_CERTS:-}" ] || ways+=(NODE_EXTRA_CA_CERTS=/etc/bsc-certificates.crt)

# become_root VARIABLE...: run the script again by sudo, with these variables, unless this is root.
become_root()
{
	local name settings=()
	! is_root || return 0
	command -v sudo >/dev/null && { sudo -n true 2>/dev/null || { [ -t 0 ] && sudo -v; }; } ||
		die "a chroot needs root: run as root, or as a user with sudo"
	for name in "$@"; do
		[ -z "${!name:-}" ] || settings+=("$name=${!name}")
	done
	exec sudo env XDG_CACHE_HOME="${cache%/bsc}" "${settings[@]}" "${ways[@]}" \
		${NODE_EXTRA_CA_CERTS:+"NODE_EXTRA_CA_CERTS=$NODE_EXTRA_CA_CERTS"} bash "$0"
}

# Where this machine gets its Debian packages from; nothing if it is no Debian.
mirror()
{
	apt-get indextargets --format '$(SITE) $(LABEL)' 'Created-By: Packages' 2>/dev/null |
		sed -n 's/ Debian$//p' | head -n 1
	cat /etc/apt/sources.list /etc/apt/sources.list.d/*.list 2>/dev/null |
		sed -nE 's/^deb +(\[[^]]*\] +)?([^ ]+\/debian\/?) .*/\2/p' | head -n 1
	cat /etc/apt/sources.list.d/*.sources 2>/dev/null | sed -nE 's/^URIs: *([^ ]+\/debian\/?)( .*)?$/\1/p' | head -n 1
}

# chroot_for NAME RELEASE PACKAGES: the folder of a chroot of that release with these packages (names, one a line), made if
# it is not there.
chroot_for()
{
	local name=$1 release=$2 list key folder new from
	list=$(sort -u <<<"$3" | paste -sd ,)
	key=$(sha256sum <<<"2 $release $list" | cut -c 1-12)
	folder=$cache/$name-$key
	if [ ! -d "$folder" ]; then
		mkdir -p "$cache" || return 1
		new=$(mktemp -d "$cache/new.XXXXXX") || return 1
		chmod 755 "$new"
		from=$(mirror | head -n 1)
		say "making a chroot of $release in $folder"
		# No service may start there, and no cluster is wanted. A release that is still in the making may carry a
		# date of validity that has passed.
		mmdebstrap --verbose --variant=minbase --include="$list" \
			--aptopt='Acquire::Check-Valid-Until "false"' --dpkgopt='path-exclude=/usr/share/doc/*' \
			--essential-hook='printf "#!/bin/sh\nexit 101\n" >"$1/usr/sbin/policy-rc.d" && chmod 755 "$1/usr/sbin/policy-rc.d"' \
			--essential-hook='mkdir -p "$1/etc/postgresql-common/createcluster.d" && echo "create_main_cluster = false" >"$1/etc/postgresql-common/createcluster.d/bsc.conf"' \
			"$release" "$new" ${from:+"$from"} 2>&1 </dev/null | tee "$new.log" | tell_install
		if [ "${PIPESTATUS[0]}" != 0 ]; then
			tail -n 30 "$new.log" >&2
			rm -rf "$new" "$new.log"
			return 1
		fi
		rm -f "$new.log"
		mv -T "$new" "$folder" || return 1
		# what an older list of packages made
		find "$cache" -maxdepth 1 -name "$name-????????????" ! -path "$folder" -exec rm -rf {} +
	fi
	# names are looked up, and registries trusted, as on this machine
	cp /etc/resolv.conf "$folder/etc/resolv.conf" 2>/dev/null
	[ ! -f "${NODE_EXTRA_CA_CERTS:-}" ] || cp "$NODE_EXTRA_CA_CERTS" "$folder/etc/bsc-certificates.crt"
	echo "$folder"
}

# inside FOLDER VARIABLE=VALUE... COMMAND...: run it in the chroot, with nothing of this environment. The mounts live in a
# name space of their own and end with it, as do the processes that it leaves.
inside()
{
	local root=$1
	shift
	unshare --mount --pid --fork --kill-child --propagation private bash -c '
		root=$1
		shift
		mount -t proc proc "$root/proc" && mount -t tmpfs tmpfs "$root/dev/shm" || exit 1
		exec chroot "$root" env -i "$@"' \
		_ "$root" PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 "${ways[@]}" "$@" </dev/null
}
