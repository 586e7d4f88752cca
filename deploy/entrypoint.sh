#!/bin/sh
# Runs the command as PUID:PGID, to whom the data folder is given. Who starts the container as somebody else than root
# gets no change of either.
set -eu

if [ "$(id -u)" -ne 0 ]; then
    exec "$@"
fi

for number in "${PUID:=1000}" "${PGID:=1000}"; do
    case "$number" in
        "" | *[!0-9]*)
            echo "PUID and PGID must be numbers, not '$PUID' and '$PGID'" >&2
            exit 2
            ;;
    esac
done

data="${MKV2CASTUI_DATA:=/data}"
mkdir -p "$data"
# The folder alone tells whose it is: walking through many films at every start would take minutes.
if [ "$(stat -c %u:%g "$data")" != "$PUID:$PGID" ]; then
    chown -R "$PUID:$PGID" "$data"
fi

# The graphics devices that were passed in belong to groups of the host, known here by number alone.
groups="$PGID"
for device in /dev/dri/renderD* /dev/dri/card*; do
    if [ -e "$device" ]; then
        groups="$groups,$(stat -c %g "$device")"
    fi
done

export HOME="$data"
exec setpriv --reuid="$PUID" --regid="$PGID" --groups="$groups" -- "$@"
