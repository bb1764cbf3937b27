#!/bin/sh
# Installs what the tests need and this machine lacks, from Debian's packages; where it may not, it names them.
set -eu
need=""
command -v chromium-headless-shell >/dev/null 2>&1 || need="$need chromium-headless-shell fonts-dejavu-core"
command -v initdb >/dev/null 2>&1 || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || need="$need postgresql"
command -v cc >/dev/null 2>&1 || need="$need gcc libc6-dev"
[ -n "$need" ] || exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
	echo "installing$need"
	apt-get update -qq
	# Where a release has no package of the browser without a window, the whole one will do: the journeys take longer.
	case "$need" in *headless*) apt-cache show chromium-headless-shell >/dev/null 2>&1 || need=$(echo "$need" | sed 's/chromium-headless-shell/chromium/') ;; esac
	DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $need
else
	echo "The tests need these Debian packages:$need. Install them with: sudo apt-get install$need" >&2
	exit 1
fi
