#!/usr/bin/env bash
# Whether the service of this container can do its work: it writes to its database, publishes to JetStream and, where it
# has keys, signs. Without a program to start: this is asked every few seconds.
exec 3<>"/dev/tcp/127.0.0.1/${PORT:-8080}" || exit 1
printf 'GET /health HTTP/1.0\r\n\r\n' >&3
read -r -t 5 _ status _ <&3
[ "$status" = 200 ] && exit 0
cat <&3
exit 1
