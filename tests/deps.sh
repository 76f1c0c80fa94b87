#!/bin/sh
# deps.sh PACKAGE...: install those that are missing, with apt-get (and sudo when not root). Without apt-get it prints
# the names and stops: it cannot know what another system calls them.
set -eu
missing=
if command -v dpkg-query >/dev/null 2>&1; then
  for p in "$@"; do
    case $(dpkg-query -W -f '${db:Status-Status}' "$p" 2>/dev/null || true) in
      installed) ;;
      *) missing="$missing $p" ;;
    esac
  done
else
  missing=" $*"
fi
[ -n "$missing" ] || exit 0
if ! command -v apt-get >/dev/null 2>&1; then
  echo "These Debian packages are needed, and there is no apt-get here to install them:$missing" >&2
  exit 1
fi
sudo=
if [ "$(id -u)" != 0 ]; then
  command -v sudo >/dev/null 2>&1 || {
    echo "Not root and no sudo; install as root: apt-get install$missing" >&2
    exit 1
  }
  sudo=sudo
fi
echo "installing:$missing"
export DEBIAN_FRONTEND=noninteractive
# shellcheck disable=SC2086
$sudo apt-get install -y --no-install-recommends $missing >/dev/null 2>&1 && exit 0
$sudo apt-get update -q
# shellcheck disable=SC2086
$sudo apt-get install -y --no-install-recommends $missing
