# Before the agent runs: did the last one end without being told to? Five times within a minute is a crash loop: the addresses
# that it held as master go, since another director has them by now, and the new agent, which reads the same list, lets go of the
# role first. An agent that stops in order removes both files. Nothing but ip is started: the backup's timer is running.
run=${HACTL_RUN:-/run/hactl}
mkdir -p "$run" && chmod 700 "$run"
read -r now _ </proc/uptime
now=${now%.*} recent=0
if [ -e "$run/running" ]; then
  echo "$now" >>"$run/crashes"
  while read -r at; do
    [ "$at" -lt $((now - 60)) ] || recent=$((recent + 1))
  done <"$run/crashes"
  [ $recent != 1 ] || echo "$now" >"$run/crashes"
  if [ $recent -ge 5 ] && [ -r "$run/held" ]; then
    echo "<3>the agent crashed $recent times within a minute: taking off the addresses that it held" >&2
    while read -r device address; do ip addr del "$address" dev "$device"; done <"$run/held"
    rm -f "$run/held"
  fi
fi
: >"$run/running"
