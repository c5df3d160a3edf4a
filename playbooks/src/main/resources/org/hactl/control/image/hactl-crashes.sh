# Runs before the agent: counts its crashes. Five within a minute are a crash loop: this removes the addresses that the agent
# held as master, because another director has them by now, and the new agent, which reads the same list, gives up the role
# first. An agent that stops normally removes both files. Starts no program but ip, because the backup's timer is running.
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
    echo "<3>the agent crashed $recent times within a minute: removing the addresses that it held" >&2
    while read -r device address; do ip addr del "$address" dev "$device"; done <"$run/held"
    rm -f "$run/held"
  fi
fi
: >"$run/running"
